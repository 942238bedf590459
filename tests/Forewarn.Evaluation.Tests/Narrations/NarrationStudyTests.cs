using Forewarn.Core;
using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Tests.Synthetic;

namespace Forewarn.Evaluation.Tests.Narrations;

public sealed class NarrationStudyTests
{
    private static IReadOnlyList<NarrationRow> Play(string folder, int workers = 1, SyntheticNarrator? narrator = null) =>
        new NarrationStudy(new() { Episodes = 120, Workers = workers, Identity = "synthetic" },
            () => new(new SyntheticTask(), new SyntheticWorldModel(), narrator ?? new(),
                (_, history, seed) => new(SyntheticProposer.Plan(SyntheticProposer.Draw(seed), history.Latest.State[0]), SyntheticTask.Spec)),
            TimeProvider.System).Run(folder);

    private static NarrationResults Analyze(IReadOnlyList<NarrationRow> rows, IReadOnlyList<ControlEpisode>? training = null) =>
        NarrationAnalysis.Of(rows, SyntheticTask.Spec, new SyntheticNarrator(), ["miss"], training ?? [], SyntheticStudy.Run,
            new() { Trees = 30 });

    [Fact]
    public void Perfect_latents_are_told_from_their_controls()
    {
        var results = Analyze(Play(SyntheticStudy.NewFolder()));
        Assert.Equal(1, results.Predicted.Mode.Accuracy.Value);
        Assert.Equal(1, results.TrueFuture.Mode.Accuracy.Value);
        Assert.InRange(results.Shuffled.Mode.Accuracy.Value, 0.1, results.Shuffled.Mode.Majority + 0.1);
        Assert.Equal(1, results.FailureRecall);
        Assert.InRange(results.GainOverActions.Value, -0.01, 0.6);
    }

    [Fact]
    public void The_control_sees_proprioception_and_may_be_trained_elsewhere()
    {
        // Here proprioception holds x, so actions tell everything: the gain must vanish, and the study must say so.
        var training = Enumerable.Range(0, 800).Select(i =>
        {
            var seed = new SeedStream(99).Child("t", i);
            double x = seed.Uniform(0.4, 0.6), d = SyntheticProposer.Draw(seed);
            var label = SyntheticTask.Label(d);
            return new ControlEpisode(SyntheticProposer.Plan(d, x), [(float)x, 0], label.Mode, label.Outcome);
        }).ToArray();
        var results = Analyze(Play(SyntheticStudy.NewFolder()), training);
        Assert.Equal(800, results.ControlEpisodes);
        Assert.InRange(results.ActionsOnly.Outcome.Accuracy.Value, 0.7, 1);
        Assert.InRange(results.GainOverActions.Value, 0, 0.3);
    }

    [Fact]
    public void Rows_do_not_depend_on_the_number_of_workers()
    {
        var one = Play(SyntheticStudy.NewFolder());
        var two = Play(SyntheticStudy.NewFolder(), 2);
        Assert.Equal(one.Select(r => (r.Episode, r.Truth, r.Predicted, r.TrueFuture)), two.Select(r => (r.Episode, r.Truth, r.Predicted, r.TrueFuture)));
        Assert.Equal(one.SelectMany(r => r.Plan), two.SelectMany(r => r.Plan));
    }
}
