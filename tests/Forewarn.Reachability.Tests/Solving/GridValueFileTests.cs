using System.Security.Cryptography;
using Forewarn.Core;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Solving;
using Xunit;

namespace Forewarn.Reachability.Tests.Solving;

public sealed class GridValueFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-value-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "tube.fwv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_read_is_what_was_written_halo_included()
    {
        var stored = Stored();
        GridValueFile.Write(Path, stored);
        var read = GridValueFile.Read(Path);
        stored.Value.Grid.ForEach((index, _, _) => Assert.Equal(stored.Value[index], read.Value[index]));
        Assert.Equal(stored.Value.Grid.Axes, read.Value.Grid.Axes);
        Assert.Equal((stored.Value.Scheme, stored.Value.Form, stored.Value.Horizon), (read.Value.Scheme, read.Value.Form, read.Value.Horizon));
        Assert.Equal("dubins", read.Problem);
        Assert.Equal(stored.Settings, read.Settings);
        Assert.Equal(stored.Signature.Controls, read.Signature.Controls);
        double[] one = new double[3], other = new double[3];
        foreach (double[] x in new double[][] { [-1.5, 0.3, 3.1], [0.7, 0.1, -3.0], [1.5, -1.5, 9] })
        {
            stored.Value.Gradient(x, one);
            read.Value.Gradient(x, other);
            Assert.Equal(one, other);
        }
    }

    /// <summary>Each byte of the file matters: a flipped bit anywhere is told, with one message.</summary>
    [Fact]
    public void A_damaged_byte_anywhere_is_refused()
    {
        GridValueFile.Write(Path, Stored());
        byte[] whole = File.ReadAllBytes(Path);
        var seed = new SeedStreams(2).Stream("damage");
        for (int k = 0; k < 200; k++)
        {
            byte[] bytes = [.. whole];
            bytes[k < 100 ? seed.Next(1000) : seed.Next(bytes.Length)] ^= (byte)(1 << seed.Next(8));
            File.WriteAllBytes(Path, bytes);
            Assert.Contains(Path, Assert.Throws<ForewarnException>(() => GridValueFile.Read(Path)).Message);
        }
    }

    [Fact]
    public void Cut_files_other_files_and_none_are_refused()
    {
        GridValueFile.Write(Path, Stored());
        byte[] whole = File.ReadAllBytes(Path);
        foreach (int length in new[] { 0, 4, 10, 200, whole.Length - 1 })
        {
            File.WriteAllBytes(Path, whole[..length]);
            Assert.Throws<ForewarnException>(() => GridValueFile.Read(Path));
        }
        File.WriteAllBytes(Path, [.. whole, 0]);
        Assert.Contains("checksum", Assert.Throws<ForewarnException>(() => GridValueFile.Read(Path)).Message);
        File.WriteAllText(Path, "a text that is no value function");
        Assert.Contains("reach solve", Assert.Throws<ForewarnException>(() => GridValueFile.Read(Path)).Message);
        Assert.Contains("no such file", Assert.Throws<ForewarnException>(() => GridValueFile.Read(Path + "x")).Message);
    }

    /// <summary>A header may not make the reader allocate what the file does not hold.</summary>
    [Fact]
    public void A_header_that_boasts_is_refused_before_anything_is_allocated()
    {
        GridValueFile.Write(Path, Stored());
        byte[] bytes = File.ReadAllBytes(Path);
        int at = bytes.AsSpan().IndexOf("\"count\": 12,"u8);
        Assert.True(at > 0);
        "\"count\":999,"u8.CopyTo(bytes.AsSpan(at));
        SHA256.HashData(bytes.AsSpan()[..^32], bytes.AsSpan()[^32..]);
        File.WriteAllBytes(Path, bytes);
        Assert.Contains("header asks for", Assert.Throws<ForewarnException>(() => GridValueFile.Read(Path)).Message);
    }

    private static StoredValue Stored()
    {
        var problem = ProblemCatalog.Of("dubins", new Dictionary<string, double>());
        var grid = new Grid([.. problem.Axes.Select(a => a with { Count = a.Boundary == Boundary.Periodic ? 10 : 12 })]);
        var value = AvoidSolver.Solve(grid, problem.Dynamics, problem.Margin, new() { Horizon = 0.3, Threads = 1 });
        return new(value, problem.Kind, problem.Settings, problem.Signature(0.05, 0.01));
    }
}
