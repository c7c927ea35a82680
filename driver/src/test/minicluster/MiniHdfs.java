import java.io.File;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/**
 * An HDFS of one process: prints its address, and ends with its standard input. Arguments: the
 * folder, which may hold the files of one that was killed, and the port, 0 for any.
 */
public final class MiniHdfs {
  public static void main(String[] arguments) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("dfs.replication", "1");
    configuration.set("dfs.permissions.enabled", "false");
    configuration.set("dfs.datanode.hostname", "127.0.0.1");
    File folder = new File(arguments[0]);
    MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(configuration, folder)
            .nameNodePort(Integer.parseInt(arguments[1]))
            .format(!folder.exists())
            .numDataNodes(1)
            .build();
    cluster.waitActive();
    System.out.println("READY " + cluster.getURI());
    while (System.in.read() >= 0) {}
    cluster.shutdown();
    System.exit(0);
  }
}
