import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * YARN with one node and HDFS as its file system, in one process: prints HDFS's address, and ends
 * with its standard input. Arguments: the folder for HDFS's files, and the one for the settings of
 * clients.
 */
public final class MiniYarn {
  public static void main(String[] arguments) throws Exception {
    Configuration configuration = new YarnConfiguration();
    configuration.set("dfs.replication", "1");
    configuration.set("dfs.permissions.enabled", "false");
    configuration.set("dfs.datanode.hostname", "127.0.0.1");
    MiniDFSCluster hdfs =
        new MiniDFSCluster.Builder(configuration, new File(arguments[0])).numDataNodes(1).build();
    hdfs.waitActive();
    configuration.set("fs.defaultFS", hdfs.getURI().toString());
    configuration.set("yarn.minicluster.yarn.nodemanager.resource.memory-mb", "8192");
    configuration.set("yarn.nodemanager.resource.cpu-vcores", "8");
    configuration.set("yarn.nodemanager.vmem-check-enabled", "false");
    configuration.set("yarn.scheduler.minimum-allocation-mb", "256");
    configuration.set("yarn.scheduler.capacity.root.queues", "default");
    configuration.set("yarn.scheduler.capacity.root.default.capacity", "100");
    // A disk that is nearly full is none of these tests' business.
    configuration.set("yarn.nodemanager.disk-health-checker.enable", "false");
    MiniYARNCluster yarn = new MiniYARNCluster("yarn", 1, 1, 1);
    yarn.init(configuration);
    yarn.start();
    yarn.waitForNodeManagersToConnect(60_000);
    write(yarn.getConfig(), Path.of(arguments[1]));
    System.out.println("READY " + hdfs.getURI());
    while (System.in.read() >= 0) {}
    System.exit(0);
  }

  private static void write(Configuration configuration, Path folder) throws IOException {
    Configuration client = new Configuration(configuration);
    client.unset("net.topology.node.switch.mapping.impl"); // a class of the cluster's own tests
    Files.createDirectories(folder);
    // What core-site.xml says of YARN, yarn-default.xml would say otherwise.
    for (String file : new String[] {"core-site.xml", "yarn-site.xml"}) {
      try (OutputStream out = Files.newOutputStream(folder.resolve(file))) {
        client.writeXml(out);
      }
    }
  }
}
