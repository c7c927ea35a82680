package io.finesweep.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** Moves one present cell from a Parquet column to a column builder. */
interface ParquetCell {

  void read(ColumnReader from, ColumnBuilder to);

  /** How cells of {@code type} are read. */
  static ParquetCell of(String file, PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    double unit = unit(logical);
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> (from, to) -> to.addText(from.getBoolean() ? "true" : "false");
      case FLOAT -> (from, to) -> add(file, type, to, decimal(from.getFloat()));
      case DOUBLE -> (from, to) -> add(file, type, to, from.getDouble());
      case INT32 ->
          isUnsigned(logical)
              ? (from, to) -> number(to, Integer.toUnsignedLong(from.getInteger()), 1)
              : (from, to) -> number(to, from.getInteger(), unit);
      case INT64 ->
          isUnsigned(logical)
              ? (from, to) -> to.addNumber(unsigned(from.getLong()))
              : (from, to) -> number(to, from.getLong(), unit);
      case INT96 -> (from, to) -> to.addNumber(seconds(from.getBinary()));
      case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(file, type, logical);
    };
  }

  private static ParquetCell binary(
      String file, PrimitiveType type, @Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return (from, to) ->
          to.addNumber(
              new BigDecimal(new BigInteger(from.getBinary().getBytes()), decimal.getScale())
                  .doubleValue());
    }
    boolean text =
        type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY
            && (logical == null
                || logical.equals(LogicalTypeAnnotation.stringType())
                || logical.equals(LogicalTypeAnnotation.enumType()));
    if (text) {
      return (from, to) -> to.addText(from.getBinary().toStringUsingUTF8());
    }
    throw new InvalidData(
        file
            + ": column '"
            + type.getName()
            + "' is of type "
            + type
            + "; it must hold numbers, texts, truth values, dates or times.\nMaybe add it to"
            + " data.ignore.");
  }

  private static void add(String file, PrimitiveType type, ColumnBuilder to, double number) {
    if (Double.isInfinite(number)) {
      throw new InvalidData(
          "%s: '%s' of row %d is infinite; numbers must be finite.\nMaybe leave the cell empty where the value is not known."
              .formatted(file, type.getName(), to.size() + 1));
    }
    to.addNumber(number);
  }

  /** The double with the same decimal digits, so that 0.1f is 0.1. */
  private static double decimal(float number) {
    return Float.isFinite(number) ? Double.parseDouble(Float.toString(number)) : number;
  }

  private static void number(ColumnBuilder to, long number, double unit) {
    if (unit == 1) {
      to.addWhole(number);
    } else {
      to.addNumber(number / unit);
    }
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : new BigDecimal(Long.toUnsignedString(bits)).doubleValue();
  }

  private static boolean isUnsigned(@Nullable LogicalTypeAnnotation logical) {
    return logical instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
  }

  /** How many of the stored numbers make one of ours: seconds for times, 10^scale for decimals. */
  private static double unit(@Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof TimestampLogicalTypeAnnotation stamp) {
      return perSecond(stamp.getUnit());
    } else if (logical instanceof TimeLogicalTypeAnnotation time) {
      return perSecond(time.getUnit());
    } else if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return Math.pow(10, decimal.getScale());
    }
    return 1;
  }

  private static double perSecond(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1e3;
      case MICROS -> 1e6;
      case NANOS -> 1e9;
    };
  }

  /** Impala's and Spark's old time stamp: nanoseconds of the day, then the Julian day. */
  private static double seconds(Binary binary) {
    ByteBuffer bytes = binary.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    long nanoseconds = bytes.getLong();
    return (bytes.getInt() - 2_440_588L) * 86_400.0 + nanoseconds / 1e9;
  }
}
