using Forewarn.Core;
using Forewarn.Recording.LeRobot.Tables;

namespace Forewarn.Recording.Tests.LeRobot.Tables;

public sealed class ParquetTableReaderTests : IDisposable
{
    private static readonly TableColumn[] Columns =
    [
        TableColumn.Plain<long>("n"), new("list", typeof(float), [3]), new("nested", typeof(double), [2, 2]), new("texts", typeof(string[]), []),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_come_back_group_by_group()
    {
        using var table = ParquetTableReader.Open(Write());
        Assert.Equal((2, 2, 1), (table.Groups, table.Rows(0), table.Rows(1)));
        Assert.Equal(new long[] { 1, 2 }, table.Read(0, Columns[0]));
        Assert.Equal(new float[] { 1, 2, 3, 4, 5, 6 }, table.Read(0, Columns[1]));
        Assert.Equal(new double[] { 9, 8, 7, 6 }, table.Read(1, Columns[2]));
        Assert.Equal(new string[][] { ["a"], ["b", "c"] }, table.Read(0, Columns[3]));
    }

    [Fact]
    public void Another_type_is_converted_where_nothing_is_lost()
    {
        using var table = ParquetTableReader.Open(Write());
        Assert.Equal(new int[] { 1, 2 }, table.Read(0, TableColumn.Plain<int>("n")));
        Assert.Equal(new float[] { 1, 2 }, table.Read(0, TableColumn.Plain<float>("n")));
        Assert.Equal(new float[] { 9, 8, 7, 6 }, table.Read(1, new("nested", typeof(float), [2, 2])));
        foreach (var wrong in new TableColumn[]
        {
            new("list", typeof(long), [3]), new("list", typeof(float), [4]), new("list", typeof(float), []), new("nested", typeof(double), [4]),
            TableColumn.Plain<string>("n"), TableColumn.Plain<long>("m"), new("n", typeof(byte[]), []),
        })
        {
            Assert.Throws<ForewarnException>(() => table.Read(0, wrong));
        }
    }

    // The parquet library itself would run for ever on some of these.
    [Theory]
    [InlineData(0xFF)]
    [InlineData(0x00)]
    [InlineData(0x19)]
    [InlineData(0xF9)]
    public void Any_byte_of_the_footer_may_be_wrong(byte value)
    {
        string path = Write();
        byte[] whole = File.ReadAllBytes(path);
        int footer = BitConverter.ToInt32(whole, whole.Length - 8);
        for (int at = whole.Length - 8 - footer; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] = value;
            File.WriteAllBytes(path, damaged);
            try
            {
                using var table = ParquetTableReader.Open(path);
                for (int group = 0; group < table.Groups; group++)
                {
                    foreach (var column in Columns) table.Read(group, column);
                }
            }
            catch (ForewarnException fault)
            {
                Assert.Contains(path, fault.Message, StringComparison.Ordinal);
            }
        }
    }

    private string Write()
    {
        string path = _folder.At("table.parquet");
        File.Delete(path);
        using var writer = new ParquetTableWriter(path, Columns, new Dictionary<string, string> { ["key"] = "value" });
        writer.Write(2, [new long[] { 1, 2 }, new float[] { 1, 2, 3, 4, 5, 6 }, new double[8], new string[][] { ["a"], ["b", "c"] }]);
        writer.Write(1, [new long[] { 3 }, new float[] { 7, 8, 9 }, new double[] { 9, 8, 7, 6 }, new string[][] { ["d"] }]);
        writer.Close();
        return path;
    }
}
