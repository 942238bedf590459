using Forewarn.Core;
using Forewarn.Evaluation.Policies;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Tests.Synthetic;

namespace Forewarn.Evaluation.Tests.Policies;

public sealed class PolicyStudyTests
{
    private static readonly (string, string)[] s_names = [("base", "a"), ("same", "a"), ("tuned", "b")];

    private static IReadOnlyList<PolicyRow> Play(string folder, int workers = 1, string identity = "synthetic") => new PolicyStudy(
        new() { Seeds = [1, 2], Episodes = 150, Draws = 2, Workers = workers, Identity = identity },
        () => new(new SyntheticTask(), [new SyntheticProposer(), new SyntheticProposer(), new HandleProposer()]), TimeProvider.System).Run(folder);

    [Fact]
    public void The_same_weights_differ_by_nothing_and_better_ones_by_what_they_gain()
    {
        var results = PolicyAnalysis.Of(Play(SyntheticStudy.NewFolder()), s_names, ["handle"], SyntheticStudy.Run);
        var (first, same, tuned) = (results.Policies[0], results.Policies[1], results.Policies[2]);
        Assert.Null(first.Gain);
        // Of the synthetic proposals 0.15 close at the handle.
        Assert.InRange(first.Success.Value, 0.09, 0.21);
        Assert.Equal(new MetricInterval(0, 0, 0, 600), same.Gain);
        Assert.Equal(1, same.Test!.PValue);
        Assert.Equal(1, tuned.Success.Value);
        Assert.Equal(1 - first.Success.Value, tuned.Gain!.Value, 1e-9);
        Assert.True(tuned.Gain.Low > 0.75 && tuned.Test!.PValue < 1e-6);
        Assert.Equal(1, first.Outcomes.Values.Sum(), 1e-9);
        Assert.Equal(first.Success.Value, (first.PerSeed[1] + first.PerSeed[2]) / 2, 1e-9);
        Assert.Contains("handle", PlainTable.Render(PolicyReport.Table(results)));
    }

    [Fact]
    public void Workers_and_resuming_change_nothing()
    {
        string folder = SyntheticStudy.NewFolder();
        var alone = Play(folder);
        Assert.Equal(Text(alone), Text(Play(SyntheticStudy.NewFolder(), workers: 3)));
        string table = Path.Combine(folder, PolicyStudy.TableFile);
        File.WriteAllLines(table, File.ReadLines(table).Take(100));
        Assert.Equal(Text(alone), Text(Play(folder, workers: 2)));
        Assert.Throws<ForewarnException>(() => Play(folder, identity: "another package"));

        static string Text(IReadOnlyList<PolicyRow> rows) =>
            string.Join("\n", rows.Select(r => $"{r.Seed} {r.Episode} {string.Join(' ', r.Outcomes.SelectMany(o => o).Select(o => o.Mode))}"));
    }

    [Fact]
    public void Sizes_that_make_no_study_are_refused()
    {
        foreach (var options in new PolicyStudyOptions[] { new() { Episodes = 0 }, new() { Draws = 0 }, new() { Seeds = [] }, new() { Seeds = [3, 3] } })
            Assert.Throws<ForewarnException>(() => new PolicyStudy(options, () => throw new InvalidOperationException(), TimeProvider.System).Run("/nowhere"));
    }

    private sealed class HandleProposer : IActionProposer
    {
        public ActionSpec Spec => SyntheticTask.Spec;

        public ValueTask<ActionProposals> ProposeAsync(ObservationHistory history, int count, SeedStream seed, CancellationToken deadline) => new(new ActionProposals(
            [.. Enumerable.Range(0, count).SelectMany(_ => SyntheticProposer.Plan(0.01 * seed.NextDouble(), history.Latest.State[0]))], count, Spec));
    }
}
