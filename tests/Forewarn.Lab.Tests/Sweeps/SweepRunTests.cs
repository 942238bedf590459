using System.Diagnostics;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Lab.Sweeps;

namespace Forewarn.Lab.Tests.Sweeps;

public sealed class SweepRunTests : IDisposable
{
    /// <summary>Behaves as a training does; what a seed does is in a file of its number.</summary>
    private const string Script =
        """
        top=$0; seed=none; run=
        echo "$*" >> "$top/calls"
        while [ $# -gt 0 ]; do case $1 in --seed) seed=$2;; --resume) run=$2;; esac; shift; done
        if [ -z "$run" ]; then run=$FOREWARN_RUNS/2026-01-01/000000-fake-s$seed; mkdir -p "$run/checkpoints"; fi
        echo "run folder: $run"
        echo "10/100  working"
        . "$top/seed$seed"
        echo '{"step":0,"eval/return":0}' > "$run/metrics.jsonl"
        echo "{\"step\":100,\"eval/return\":$seed}" >> "$run/metrics.jsonl"
        echo "finished after 100 steps"
        """;

    private readonly string _top = Directory.CreateTempSubdirectory("forewarn-sweep-").FullName;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_top, "sweep");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task One_that_fails_stops_no_other_and_is_tried_again_when_the_sweep_goes_on(int workers)
    {
        Behave(1, "true");
        Behave(2, "touch \"$run/checkpoints/last\"; echo 'warming up' >&2; echo 'no luck' >&2; exit 4");
        Behave(3, "echo 'stopped at step 10; go on with --resume'; touch \"$run/checkpoints/last\"; exit 0");
        Behave(4, "true");
        var (manifest, output) = await Run(workers);
        Assert.Equal([PointState.Finished, PointState.Failed, PointState.Stopped, PointState.Finished], manifest.Points.Select(p => p.State));
        Assert.Equal("ended with code 4: no luck", manifest.Points[1].Message);
        Assert.Contains("sweep: 4 trainings", output);
        Assert.Contains("of 4 failed: all, seed 2 (ended with code 4: no luck)", output);
        Assert.Contains("left", output);
        Assert.Single(File.ReadAllLines(Path.Combine(Folder, "points", "s2", "log.txt")), l => l == "10/100  working");
        Assert.Equal(4, Calls().Length);

        // As a sweep leaves it that was killed while the second was under way.
        manifest.With(manifest.Points[1] with { State = PointState.Waiting, Run = null, Message = null }).Write(Folder);
        Behave(2, "true");
        Behave(3, "true");
        (manifest, output) = await Run(workers);
        Assert.All(manifest.Points, p => Assert.Equal(PointState.Finished, p.State));
        Assert.Contains("4 trainings, 2 of them finished before", output);
        string[] again = [.. Calls()[4..].Order(StringComparer.Ordinal)];
        string run = Path.Combine(Folder, "points", "s2", "2026-01-01", "000000-fake-s2");
        Assert.Equal([$"train fake --seed 2 --resume {run}", $"train fake --seed 3 --resume {run.Replace("s2", "s3", StringComparison.Ordinal)}"], again);
        (_, output) = await Run(workers);
        Assert.Equal(6, Calls().Length);
    }

    [Fact]
    public async Task A_run_that_keeps_what_it_was_started_with_hears_only_how_long_to_go_on()
    {
        Behave(1, "touch \"$run/checkpoints/last\" \"$run/search.json\"; echo 'stopped at step 10'; exit 0");
        using StringWriter output = new(), error = new();
        var plan = new SweepPlan(["train", "fake", "--env", "hopper", "--minutes", "5"], [1], [("sac.alpha", ["0.1"])]);
        for (int i = 0; i < 2; i++)
        {
            var run = new SweepRun(plan, Folder, 1, words => new ProcessStartInfo("/bin/sh", ["-c", Script, _top, .. words]));
            await run.RunAsync(new SweepProgress(Terminal.Over(output, error), TimeProvider.System), Test);
        }
        string place = Path.Combine(Folder, "points", "sac.alpha=0.1_s1", "2026-01-01", "000000-fake-s1");
        Assert.Equal(
            ["train fake --env hopper --minutes 5 sac.alpha=0.1 --seed 1", $"train fake --resume {place} --minutes 5"], Calls());
    }

    [Fact]
    public async Task One_without_a_checkpoint_begins_again()
    {
        for (int seed = 1; seed <= 4; seed++) Behave(seed, "touch \"$run/junk\"; exit 1");
        Assert.All((await Run(2)).Manifest.Points, p => Assert.Equal("ended with code 1", p.Message));
        for (int seed = 1; seed <= 4; seed++) Behave(seed, "true");
        Assert.All((await Run(2)).Manifest.Points, p => Assert.Equal(PointState.Finished, p.State));
        Assert.DoesNotContain(Calls(), c => c.Contains("--resume", StringComparison.Ordinal));
        // A plot of the folder must not find a second run of any seed.
        Assert.Empty(Directory.GetFiles(Folder, "junk", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_interruption_lets_trainings_end_well_and_begins_no_other()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Test);
        // Ends when its input does, as trainings do that watch who started them.
        Behave(1, "touch \"$top/begun\"; cat >/dev/null; touch \"$run/checkpoints/last\"; echo 'stopped at step 10; go on'; exit 1");
        var run = Run(1, cancel.Token);
        while (!File.Exists(Path.Combine(_top, "begun"))) await Task.Delay(20, Test);
        await cancel.CancelAsync();
        var (manifest, _) = await run;
        Assert.Equal([PointState.Stopped, PointState.Waiting, PointState.Waiting, PointState.Waiting], manifest.Points.Select(p => p.State));
        Assert.Single(Calls());
        Assert.True(File.Exists(Path.Combine(Folder, manifest.Points[0].Run!, "checkpoints", "last")));
    }

    [Fact]
    public async Task Finished_points_are_summed_up_over_their_seeds()
    {
        for (int seed = 1; seed <= 4; seed++) Behave(seed, seed == 3 ? "exit 1" : "true");
        var (manifest, _) = await Run(2);
        var remarks = new List<string>();
        var report = SweepSummary.Of(manifest, Folder, "eval/return", remarks.Add)!;
        var group = Assert.Single(report.Groups);
        Assert.Equal(3, group.Final.Count);
        Assert.Equal(7.0 / 3, group.Final.Value, 1e-9);
        Assert.Empty(remarks);
        Assert.Contains("all", SweepSummary.Write(report, Folder));
        Assert.True(File.Exists(Path.Combine(Folder, "summary.txt")) && File.Exists(Path.Combine(Folder, "curves.png")));
        Assert.Null(SweepSummary.Of(manifest, Folder, "eval/retrun", remarks.Add));
        Assert.Contains("Did you mean 'eval/return'?", remarks[^1]);
    }

    [Fact]
    public async Task A_folder_belongs_to_one_command_and_grows_by_seeds()
    {
        for (int seed = 1; seed <= 5; seed++) Behave(seed, "true");
        await Run(2);
        var more = new SweepPlan(["train", "fake"], [5], []);
        Assert.Equal(5, SweepManifest.Open(Folder, more).Points.Count);
        var other = new SweepPlan(["train", "other"], [1], []);
        Assert.Contains("found one of 'train fake', wanted one of 'train other'", Assert.Throws<ForewarnException>(() => SweepManifest.Open(Folder, other)).Message);
        File.WriteAllText(Path.Combine(Folder, SweepManifest.FileName), "{");
        Assert.Contains("text that is no sweep", Assert.Throws<ForewarnException>(() => SweepManifest.Open(Folder, more)).Message);
    }

    public void Dispose() => Directory.Delete(_top, recursive: true);

    private void Behave(int seed, string script) => File.WriteAllText(Path.Combine(_top, $"seed{seed}"), script + "\n");

    private string[] Calls() => File.ReadAllLines(Path.Combine(_top, "calls"));

    private async Task<(SweepManifest Manifest, string Output)> Run(int workers, CancellationToken? cancel = null)
    {
        using StringWriter output = new(), error = new();
        var plan = new SweepPlan(["train", "fake"], [1, 2, 3, 4], []);
        var run = new SweepRun(plan, Folder, workers, words => new ProcessStartInfo("/bin/sh", ["-c", Script, _top, .. words]));
        var manifest = await run.RunAsync(new SweepProgress(Terminal.Over(output, error), TimeProvider.System), cancel ?? Test);
        return (manifest, output.ToString());
    }
}
