using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.InverseRl;
using Forewarn.Learning.Tests.Training;
using Forewarn.Policy;

namespace Forewarn.Learning.Tests.Policies;

public sealed class StatePolicyExportTests : IDisposable
{
    private const int S = 5, A = 2;

    private readonly TemporaryFolder _folder = new();

    public static StatePolicyExport Export { get; } = new()
    {
        Name = "small", State = ["joint1_rad", "joint2_rad", "joint3_rad", "joint1_rad_s", "joint2_rad_s"],
        Action = new("absolute", "base", 10, ["joint1_rad", "joint2_rad"]), Method = "SAC on a test task",
        Training = new("none", 1, "none", "", "2026-01-01"),
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("squashed-gaussian")]
    [InlineData("gaussian")]
    [InlineData("gaussian, plain")]
    [InlineData("deterministic")]
    public async Task A_package_acts_as_the_policy_does_for_the_same_noise(string kind)
    {
        var policy = Policy(kind);
        var manifest = StatePolicyExporter.Write(_folder.File("p"), policy, Export);
        Assert.StartsWith(manifest.Settings["policy"].GetString()!, kind, StringComparison.Ordinal);
        using var package = ModelPackage.Load(_folder.File("p"), ModelKind.Policy);
        using var proposer = new PolicyProposer(package);
        Assert.Equal(1, proposer.Steps);
        Assert.Empty(proposer.Cameras);
        proposer.WarmUp(4);
        var seed = new SeedStream(8);
        foreach (int count in (int[])[1, 17, 3])
        {
            var state = new float[S];
            for (int c = 0; c < S; c++) state[c] = (float)(3 * seed.NextNormal());
            var found = await proposer.ProposeAsync(new(new Observation([], state, TimeSpan.Zero)), count, new SeedStream(4), default);
            var wanted = new float[count * A];
            policy.Act([.. Enumerable.Repeat(state, count).SelectMany(s => s)], wanted, new SeedStream(4));
            Assert.Equal(count, found.Count);
            for (int i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], found.Values[i], 1e-5);
            if (count == 17) Assert.Equal(kind == "deterministic" ? 1 : 17, found.Values.Where((_, i) => i % A == 0).Distinct().Count());
        }
    }

    [Fact]
    public async Task Plans_are_in_the_units_of_their_columns_and_hold_their_action()
    {
        var policy = Policy("squashed-gaussian");
        StatePolicyExporter.Write(_folder.File("p"), policy, Export with { Low = [-0.5f, 1], High = [0.5f, 5], Steps = 3, Deviation = 0 });
        using var package = ModelPackage.Load(_folder.File("p"), ModelKind.Policy);
        using var proposer = new PolicyProposer(package);
        float[] state = [0.1f, -0.4f, 0.3f, 1, -2], mean = new float[A];
        policy.Act(state, mean, null);
        var found = await proposer.ProposeAsync(new(new Observation([], state, TimeSpan.Zero)), 2, new SeedStream(4), default);
        Assert.Equal(3, found.Steps);
        for (int row = 0; row < 6; row++)
        {
            Assert.Equal(0.5f * mean[0], found.Values[2 * row], 1e-5);
            Assert.Equal(3 + 2 * mean[1], found.Values[2 * row + 1], 1e-5);
        }
    }

    [Fact]
    public async Task A_deterministic_policy_can_be_given_a_spread()
    {
        StatePolicyExporter.Write(_folder.File("p"), Policy("deterministic"), Export with { Deviation = 0.1 });
        using var package = ModelPackage.Load(_folder.File("p"), ModelKind.Policy);
        using var proposer = new PolicyProposer(package);
        var found = await proposer.ProposeAsync(new(new Observation([], new float[S], TimeSpan.Zero)), 400, new SeedStream(4), default);
        double[] first = [.. found.Values.Where((_, i) => i % A == 0).Select(v => (double)v)];
        double mean = first.Average();
        Assert.Equal(0.1, Math.Sqrt(first.Average(v => (v - mean) * (v - mean))), 0.015);
    }

    [Fact]
    public void What_does_not_fit_the_policy_is_refused_and_nothing_is_written()
    {
        var policy = Policy("gaussian");
        Refused("state names", Export with { State = ["joint1_rad"] });
        Refused("action columns", Export with { Action = Export.Action with { Names = ["x_m"] } });
        Refused("limits", Export with { Low = [0, 0], High = [1] });
        Refused("joint2_rad", Export with { Low = [0, 2], High = [1, 2] });
        Refused("steps", Export with { Steps = 0 });
        Assert.Contains("Constant", Assert.Throws<ForewarnException>(() => StatePolicyExporter.Write(_folder.File("p"), new Line.Constant(1),
            Export with { State = ["x_m"], Action = Export.Action with { Names = ["x_m"] } })).Message);
        Assert.False(Directory.Exists(_folder.File("p")));

        void Refused(string part, StatePolicyExport export)
        {
            var error = Assert.Throws<ForewarnException>(() => StatePolicyExporter.Write(_folder.File("p"), policy, export));
            Assert.Contains(part, error.Message);
            Assert.Equal(ExitCode.Usage, error.ExitCode);
        }
    }

    [Fact]
    public async Task A_state_of_another_width_or_with_a_hole_is_refused()
    {
        StatePolicyExporter.Write(_folder.File("p"), Policy("gaussian"), Export);
        using var package = ModelPackage.Load(_folder.File("p"), ModelKind.Policy);
        using var proposer = new PolicyProposer(package);
        foreach (float[] state in (float[][])[new float[S - 1], [0, 0, float.NaN, 0, 0]])
            await Assert.ThrowsAsync<ForewarnException>(async () =>
                await proposer.ProposeAsync(new(new Observation([], state, TimeSpan.Zero)), 1, new SeedStream(4), default));
    }

    private static IStatePolicy Policy(string kind)
    {
        var seed = new SeedStream(3);
        switch (kind)
        {
            case "squashed-gaussian": return new SquashedGaussianPolicy(new Mlp(new(S, [16, 16], 2 * A), seed));
            case "deterministic": return new DeterministicPolicy(new Mlp(new(S, [16], A, Activation.LeakyRelu, Activation.Tanh), seed));
            case "gaussian, plain": return new GaussianPolicy(new Mlp(new(S, [8], A, Activation.Sigmoid), seed), null, -1);
            default:
                var normalizer = new StateNormalizer(S, 1.5);
                var states = new float[50 * S];
                for (int i = 0; i < states.Length; i++) states[i] = i % S + (float)seed.NextNormal() * (1 + i % S);
                normalizer.Observe(states);
                var policy = new GaussianPolicy(new Mlp(new(S, [16, 16], A, Activation.Tanh), seed, Initialization.Orthogonal), normalizer, -1);
                policy.LogStd[1] = -0.2f;
                return policy;
        }
    }
}
