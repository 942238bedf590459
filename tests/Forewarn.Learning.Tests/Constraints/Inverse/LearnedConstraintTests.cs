using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Constraints.Inverse.Deployment;
using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Schemes;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Systems;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Tests.Constraints.Inverse;

public sealed class LearnedConstraintTests : IDisposable
{
    private static readonly DynamicsSignature Body = new("double-integrator/1", ["x_m", "v_m_s"],
        new Dictionary<string, Bounds> { ["push_m_s2"] = Bounds.Within(1) }, new Dictionary<string, Bounds>(), new Dictionary<string, double>(), 0.05, 0, "wall/1");

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("forewarn").FullName, "constraint.safetensors");

    [Fact]
    public void A_body_like_the_learned_one_may_use_it_and_a_stronger_one_too()
    {
        var learned = Learned();
        Assert.Equal(TransferKind.Identical, learned.For(Body).Transfer.Kind);
        var stronger = learned.For(Pushing(2));
        Assert.Equal(TransferKind.Conservative, stronger.Transfer.Kind);
        Assert.Equal(ConstraintOrigin.Learned, stronger.Origin);
        Assert.Contains("stricter", Assert.Single(stronger.Transfer.Reasons));
    }

    [Fact]
    public void Any_other_body_is_refused_with_every_reason()
    {
        string message = Assert.Throws<ForewarnException>(() => Learned().For(Pushing(0.5) with { LatencySeconds = 0.1 })).Message;
        Assert.Contains("narrower", message);
        Assert.Contains("latency", message);
        Assert.Contains("failure margin", message);
    }

    /// <summary>The tube of the weaker body in closed form: x &lt;= v^2 / (2 a) for v below 0, else x &lt;= 0.</summary>
    [Fact]
    public void With_the_failure_margin_the_tube_of_the_other_body_is_computed()
    {
        var guard = Learned().For(Pushing(0.5), Margin(0.5));
        Assert.Equal(ConstraintOrigin.Recomputed, guard.Origin);
        Assert.Equal(TransferKind.Refused, guard.Transfer.Kind);
        foreach (var (x, v) in new[] { (1.2, -1.0), (0.8, -1.0), (0.5, -0.5), (0.2, -0.5), (0.1, 0.5), (2.0, -1.2) })
            Assert.Equal(x > (v < 0 ? v * v : 0) ? ConstraintReading.Allowed : ConstraintReading.Forbidden, guard.Judge([(float)x, (float)v]));
        Assert.Equal(ConstraintReading.Unknown, guard.Judge([9, 0]));
        Assert.Equal(ConstraintReading.Unknown, guard.Judge([float.NaN, 0]));
        Assert.Equal(ConstraintOrigin.Learned, Learned().For(Body, Margin(1)).Origin);
    }

    [Fact]
    public void A_margin_for_something_else_is_refused()
    {
        Assert.Contains("control bounds", Refused(Margin(1)));
        Assert.Contains("failure margin", Refused(Margin(0.5) with { Name = "ceiling/1" }));
        Assert.Contains("scheme", Refused(Margin(0.5) with { Options = new() { Horizon = 0.2, Scheme = Scheme.Upwind1, Threads = 1 } }));
        string Refused(FailureMargin margin) => Assert.Throws<ForewarnException>(() => Learned().For(Pushing(0.5), margin)).Message;
    }

    [Fact]
    public void A_file_brings_everything_back_bit_by_bit()
    {
        var learned = Learned();
        learned.Save(_path);
        var loaded = LearnedConstraint.Load(_path);
        Assert.Equal(TransferKind.Identical, TransferRule.Judge(learned.Signature, loaded.Signature).Kind);
        GuardedConstraint before = learned.For(Body), after = loaded.For(Body);
        var seed = new SeedStream(4);
        for (int i = 0; i < 500; i++)
        {
            float[] state = [(float)seed.Uniform(-2, 2), (float)seed.Uniform(-2, 2)];
            Assert.Equal(before.Judge(state), after.Judge(state));
            Assert.Equal(before.Excess(state), after.Excess(state));
        }
        byte[] bytes = File.ReadAllBytes(_path);
        loaded.Save(_path);
        Assert.Equal(bytes, File.ReadAllBytes(_path));
    }

    /// <summary>Every cut and every flipped byte is either noticed or changes nothing but a number.</summary>
    [Fact]
    public void Damaged_files_are_refused()
    {
        Learned().Save(_path);
        byte[] bytes = File.ReadAllBytes(_path);
        for (int length = 0; length < bytes.Length; length += 1 + bytes.Length / 60) Assert.True(Fails(bytes[..length]), $"cut at {length}");
        int header = 8 + (int)BitConverter.ToUInt64(bytes);
        int refused = 0;
        for (int at = 0; at < header; at += 7)
        {
            byte[] flipped = [.. bytes];
            flipped[at] ^= 0x15;
            refused += Fails(flipped) ? 1 : 0;
        }
        Assert.True(refused > header / 7 / 2);
        byte[] poisoned = [.. bytes];
        BitConverter.TryWriteBytes(poisoned.AsSpan(Where(bytes)), float.NaN);
        Assert.True(Fails(poisoned));

        bool Fails(byte[] content)
        {
            File.WriteAllBytes(_path, content);
            try
            {
                LearnedConstraint.Load(_path);
                return false;
            }
            catch (ForewarnException)
            {
                return true;
            }
        }

        // The parameter 0.125 is in the file once.
        static int Where(byte[] all) => all.AsSpan().IndexOf(BitConverter.GetBytes(0.125f));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private static DynamicsSignature Pushing(double most) =>
        Body with { Controls = new Dictionary<string, Bounds> { ["push_m_s2"] = Bounds.Within(most) } };

    private static FailureMargin Margin(double most) => new("wall/1", x => x[0], new DoubleIntegrator(most),
        new Grid([new("x_m", -1, 5, 61), new("v_m_s", -2, 2, 41)]), new() { Horizon = 4, Threads = 1 });

    private static LearnedConstraint Learned()
    {
        var net = new NeuralConstraint(2, [8], new SeedStream(6));
        var model = new ConstraintModel(new(2, [0, 1], []), net, new SupportMask([0.25f, 0.25f]), 0.1);
        var seed = new SeedStream(7);
        float[] points = [.. Enumerable.Range(0, 600).Select(_ => (float)seed.Uniform(-2, 2))];
        model.Support.Observe(points);
        model.Fit(points, points, new() { Steps = 2, Batch = 8 }, seed);
        net.Values[3] = 0.125f;
        return new(model, Body);
    }
}
