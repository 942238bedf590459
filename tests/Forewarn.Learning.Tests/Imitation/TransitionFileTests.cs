using System.Runtime.InteropServices;
using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Tests.InverseRl;
using Forewarn.Learning.Tests.Training;
using Forewarn.Recording.SafeTensors;
using Xunit;

namespace Forewarn.Learning.Tests.Imitation;

public sealed class TransitionFileTests : IDisposable
{
    private static readonly TransitionSetInfo Info = new(
        "line", new(DemonstrationKind.Offline, 0.25), "runs/x", 7, "./forewarn collect demos", [-3.5, 1e-9, double.MaxValue]);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("set.safetensors");

    [Fact]
    public void What_was_written_is_read_bit_by_bit()
    {
        var set = Line.Walks(3, 5, 2);
        TransitionFile.Write(Path, set, Info);
        var (read, info, sha256) = TransitionFile.Read(Path);
        Assert.Equal(set.States.ToArray(), read.States.ToArray());
        Assert.Equal(set.Actions.ToArray(), read.Actions.ToArray());
        Assert.Equal(set.NextStates.ToArray(), read.NextStates.ToArray());
        Assert.Equal(set.Rewards.ToArray(), read.Rewards.ToArray());
        Assert.Equal(set.Continues.ToArray(), read.Continues.ToArray());
        Assert.Equal(set.Snapshots.ToArray(), read.Snapshots.ToArray());
        Assert.Equal(set.Starts, read.Starts);
        Assert.Equal((1, 1), (read.StateSize, read.ActionSize));
        Assert.Equal(Info with { Returns = [] }, info with { Returns = [] });
        Assert.Equal(Info.Returns, info.Returns);
        Assert.Equal(64, sha256.Length);
        TransitionFile.Write(_folder.File("again.safetensors"), read, info);
        Assert.Equal(sha256, TransitionFile.Read(_folder.File("again.safetensors")).Sha256);
    }

    [Fact]
    public void A_file_that_was_cut_anywhere_is_refused_in_one_line()
    {
        TransitionFile.Write(Path, Line.Walks(4, 4, 4), Info);
        byte[] whole = File.ReadAllBytes(Path);
        string cut = _folder.File("cut.safetensors");
        Gen.Int[0, whole.Length - 1].Sample(length =>
        {
            File.WriteAllBytes(cut, whole[..length]);
            var fault = Assert.Throws<ForewarnException>(() => TransitionFile.Read(cut));
            Assert.DoesNotContain('\n', fault.Message);
            Assert.Contains(cut, fault.Message, StringComparison.Ordinal);
        }, iter: 60, threads: 1);
    }

    [Fact]
    public void A_file_that_is_missing_is_named() =>
        Assert.Contains("nowhere", Assert.Throws<ForewarnException>(() => TransitionFile.Read(_folder.File("nowhere"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("quality", "quality", "'superb'", "offline tremble P")]
    [InlineData("quality-tremble", "quality", "'offline tremble 1.5'", "offline tremble P")]
    [InlineData("format", "format", "'forewarn-transitions/9'", "forewarn-transitions/1")]
    [InlineData("no-environment", "no 'environment'", "header")]
    [InlineData("nan", "NaN in states, row 2", "finite numbers")]
    [InlineData("infinite", "rewards, row 1", "finite numbers")]
    [InlineData("short", "3 rows of actions beside 4 of states", "as many")]
    [InlineData("type", "'rewards' of F64", "F32 with 1 axes")]
    [InlineData("starts", "episode 1 starting at transition 4", "below 4")]
    [InlineData("no-starts", "no 'starts'", "complete")]
    [InlineData("returns", "2 returns of 1 episodes", "one each")]
    [InlineData("return", "return 'much'", "a number")]
    [InlineData("seed", "seed", "a number")]
    public void A_fault_is_named(string fault, params string[] parts)
    {
        WriteWith(fault);
        string message = Assert.Throws<ForewarnException>(() => TransitionFile.Read(Path)).Message;
        Assert.Contains(Path, message, StringComparison.Ordinal);
        foreach (string part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
        // The same file without the fault is sound: the fault alone was what was refused.
        WriteWith("none");
        Assert.Equal(4, TransitionFile.Read(Path).Set.Count);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_left_as_it_was()
    {
        Directory.CreateDirectory(Path);
        Assert.Throws<ForewarnException>(() => TransitionFile.Write(Path, Line.Walks(2), Info with { Returns = [1] }));
        Assert.Equal([Path], Directory.GetFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private void WriteWith(string fault)
    {
        float[] states = [0, 1, 2, 3], rewards = [0, 0, 0, 0];
        if (fault == "nan") states[2] = float.NaN;
        if (fault == "infinite") rewards[1] = float.PositiveInfinity;
        List<TensorData> tensors =
        [
            F32("states", states, 4, 1), fault == "short" ? F32("actions", [0, 0, 0], 3, 1) : F32("actions", [0, 0, 0, 0], 4, 1),
            F32("next_states", [1, 2, 3, 4], 4, 1), F32("continues", [1, 1, 1, 1], 4),
            fault == "type" ? new("rewards", TensorDtype.F64, [4], new byte[32]) : F32("rewards", rewards, 4),
        ];
        if (fault != "no-starts")
            tensors.Add(fault == "starts" ? I64("starts", [0, 4]) : I64("starts", [0]));
        var header = new Dictionary<string, string>
        {
            ["format"] = fault == "format" ? "forewarn-transitions/9" : "forewarn-transitions/1",
            ["environment"] = "line",
            ["quality"] = fault switch { "quality" => "superb", "quality-tremble" => "offline tremble 1.5", _ => "expert" },
            ["policy"] = "x",
            ["seed"] = fault == "seed" ? "one" : "1",
            ["command"] = "c",
            ["returns"] = fault switch { "returns" => "1 2", "return" => "much", _ => "1" },
        };
        if (fault == "no-environment") header.Remove("environment");
        using var stream = File.Create(Path);
        SafeTensorsWriter.Write(stream, tensors, header);
    }

    private static TensorData F32(string name, float[] values, params long[] shape) =>
        new(name, TensorDtype.F32, shape, MemoryMarshal.AsBytes<float>(values).ToArray());

    private static TensorData I64(string name, long[] values) =>
        new(name, TensorDtype.I64, [values.Length], MemoryMarshal.AsBytes<long>(values).ToArray());
}
