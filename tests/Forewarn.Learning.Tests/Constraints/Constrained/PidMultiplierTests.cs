using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.Constraints.Constrained;

public sealed class PidMultiplierTests
{
    /// <summary>By hand: excess 2, 4, -1, -10 with gains 0.1, 0.01, 0.5.</summary>
    [Fact]
    public void It_is_the_closed_form()
    {
        var pid = new PidMultiplier(new(0.1, 0.01, 0.5));
        Assert.Equal(0.1 * 2 + 0.01 * 2, pid.Update(7, 5), 12);
        Assert.Equal(0.1 * 4 + 0.01 * 6 + 0.5 * 2, pid.Update(9, 5), 12);
        // A falling cost is not rewarded: the derivative counts only upwards.
        Assert.Equal(0, pid.Update(4, 5), 12);
        Assert.Equal(0, pid.Update(-5, 5), 12);
        pid.Reset();
        Assert.Equal(0, pid.Value);
        Assert.Equal(0.1 * 2 + 0.01 * 2, pid.Update(7, 5), 12);
    }

    [Fact]
    public void It_is_never_negative_and_a_constant_excess_raises_it_by_the_integral_gain() =>
        Gen.Double[-20, 20].Array[1, 30].Sample(costs =>
        {
            var pid = new PidMultiplier(new());
            foreach (double cost in costs) Assert.True(pid.Update(cost, 0) >= 0);
            pid.Reset();
            pid.Update(3, 0);
            double before = pid.Update(3, 0);
            Assert.Equal(before + 5e-4 * 3, pid.Update(3, 0), 12);
        });

    [Fact]
    public void A_resumed_controller_goes_on_as_if_nothing_had_happened()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("forewarn").FullName, "pid.safetensors");
        PidMultiplier first = new(new(0.1, 0.01, 0.5)), second = new(new(0.1, 0.01, 0.5));
        first.Update(3, 1);
        var writer = new SnapshotWriter();
        writer.Add("pid", first);
        writer.Write(path, new Dictionary<string, string>());
        using (var reader = SnapshotReader.Open(path)) reader.Restore("pid", second);
        Assert.Equal(first.Update(6, 1), second.Update(6, 1));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void A_negative_gain_is_refused() => Assert.Throws<ForewarnException>(() => new PidMultiplier(new(-1)));
}
