using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Training;
using Forewarn.Reachability.Solving;

namespace Forewarn.Learning.Tests.Constraints.Inverse;

public sealed class InverseConstraintLearningTests
{
    private static readonly InverseConstraintOptions Options = new()
    {
        Rounds = 6, FirstSlack = 2, Anneal = 1, Seed = 3, Fit = new() { Steps = 300, Batch = 256, LearningRate = 0.01 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void It_finds_the_limit_that_the_demonstrations_keep_to(int tasks)
    {
        var model = Model();
        var learning = new InverseConstraintLearning(Options, LineDrive.Tasks(tasks), model, new LineDrive(), LineDrive.Signature);
        learning.Run();
        Assert.Equal(ConstraintReading.Allowed, model.Judge([0.8f]));
        Assert.Equal(ConstraintReading.Forbidden, model.Judge([1.2f]));
        Assert.Equal(ConstraintReading.Unknown, model.Judge([2.5f]));
        // The slack falls by one a round to nothing; the demonstrations' own cost stays on top.
        Assert.Equal([2, 1, 0, 0, 0, 0], learning.Rounds.Select(r => Math.Round(r.Limit - r.DemonstratedCost, 9)));
        Assert.Equal(0, learning.Rounds[0].LearnerCost);
        Assert.Equal(tasks * 400, learning.Rounds[^1].Steps);
        Assert.Null(learning.Warning);
    }

    [Fact]
    public void The_same_seed_gives_the_same_constraint_and_a_resumed_run_goes_on_bit_by_bit()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("forewarn").FullName, "learning.safetensors");
        ConstraintModel one = Model(), two = Model(), three = Model();
        var first = Learning(one);
        first.Run();
        var second = Learning(two);
        for (int round = 0; round < 3; round++) second.Advance();
        var writer = new SnapshotWriter();
        writer.Add("learning", second);
        writer.Write(path, new Dictionary<string, string>());
        var third = Learning(three);
        using (var reader = SnapshotReader.Open(path)) reader.Restore("learning", third);
        Assert.Equal(second.Rounds, third.Rounds);
        third.Run();
        Assert.Equal(one.Function.Values, three.Function.Values);
        Assert.Equal(first.Rounds, third.Rounds);
        Assert.NotEqual(one.Function.Values, two.Function.Values);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

        static InverseConstraintLearning Learning(ConstraintModel model) =>
            new(Options, LineDrive.Tasks(2), model, new LineDrive(), LineDrive.Signature);
    }

    [Fact]
    public void Demonstrations_that_fail_are_refused_with_their_number()
    {
        var fault = Refused(LineDrive.Tasks(2), margin: state => 0.9 - state.Span[0]);
        Assert.Contains("task 'wish 0', demonstration ", fault);
        Assert.Contains("failure margin", fault);
        // All of them are slower than 1.
        new InverseConstraintLearning(Options, LineDrive.Tasks(2), Model(), new LineDrive(), LineDrive.Signature, s => 1.001 - s.Span[0]);
    }

    [Fact]
    public void Nothing_to_learn_from_is_refused()
    {
        Assert.Contains("tasks: found none", Refused([]));
        Assert.Contains("no demonstration", Refused([new("idle", new TransitionSet(1, 1, [], [], [], [], [], [], []))]));
        var wild = LineDrive.Demonstrations(0, 1);
        float[] states = wild.States.ToArray();
        states[7] = float.NaN;
        Assert.Contains("NaN", Refused([new("wild", new TransitionSet(1, 1, states, wild.Actions.ToArray(), wild.NextStates.ToArray(),
            wild.Rewards.ToArray(), wild.Continues.ToArray(), wild.Starts, []))]));
        var wide = new ConstraintModel(new(2, [0], []), new NeuralConstraint(1, [4], new SeedStream(2)), new SupportMask([0.05f]));
        Assert.Contains("2 or more", Assert.Throws<ForewarnException>(() =>
            new InverseConstraintLearning(Options, LineDrive.Tasks(1), wide, new LineDrive(), LineDrive.Signature)).Message);
    }

    [Fact]
    public void Unbounded_controls_are_refused()
    {
        var signature = LineDrive.Signature with { Controls = new Dictionary<string, Bounds> { ["push"] = new(-1, double.PositiveInfinity) } };
        Assert.Contains("unbounded", Assert.Throws<ForewarnException>(() =>
            new InverseConstraintLearning(Options, LineDrive.Tasks(1), Model(), new LineDrive(), signature)).Message);
    }

    private static string Refused(ConstraintTask[] tasks, Func<ReadOnlyMemory<float>, double>? margin = null) =>
        Assert.Throws<ForewarnException>(() => new InverseConstraintLearning(Options, tasks, Model(), new LineDrive(), LineDrive.Signature, margin)).Message;

    private static ConstraintModel Model() =>
        new(new(1, [0], []), new NeuralConstraint(1, [24], new SeedStream(2)), new SupportMask([0.05f]), 1.0 / 3);
}
