using Forewarn.Core;
using Forewarn.Simulation.Episodes;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tests.Tasks.Arm;

public sealed class TaskCollectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-collection-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TaskCollectionOptions Options(string kind, int count, int workers) =>
        new() { Kind = kind, Count = count, Seed = 4, Workers = workers };

    [Fact]
    public void DataDoNotDependOnWorkersOrInterruptions()
    {
        Assert.SkipUnless(MuJoCo.Renderer.IsAvailable(out string? reason), reason ?? "");
        string one = Path.Combine(_folder, "one"), two = Path.Combine(_folder, "two");
        new TaskCollection(Options("play", 6, 1), "test").Run(one);
        using (var stop = new CancellationTokenSource())
        {
            var partial = new TaskCollection(Options("play", 6, 2), "test");
            Assert.ThrowsAny<OperationCanceledException>(() => partial.Run(two, (done, _) => { if (done == 2) stop.Cancel(); }, stop.Token));
        }
        new TaskCollection(Options("play", 6, 2), "test").Run(two);
        foreach (string file in new[] { "episodes.jsonl", "frames.u8", "plans.f32", "states.f32" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(one, file)), File.ReadAllBytes(Path.Combine(two, file)));
    }

    [Fact]
    public void QuotasAreExact()
    {
        var scripts = new TaskCollection(Options("demos", 100, 1), "test").Scripts();
        Assert.Equal(100, scripts.Length);
        Assert.Equal(29, scripts.Count(s => s == "Handle"));
        Assert.Equal(17, scripts.Count(s => s == "RimLeft"));
        Assert.Equal(17, scripts.Count(s => s == "RimRight"));
        Assert.Equal(27, scripts.Count(s => s == "Body"));
        Assert.Equal(6, scripts.Count(s => s == "Slip"));
        Assert.Equal(4, scripts.Count(s => s == "Knock"));
    }

    [Fact]
    public void SceneDoesNotTellTheScript()
    {
        // Seeds of neighboring episodes must be unrelated: the nearest scene has the same script no more often than chance.
        var collection = new TaskCollection(Options("play", 400, 1), "test");
        var scripts = collection.Scripts();
        var scenes = Enumerable.Range(0, 400).Select(i => collection.EpisodeSeed(i).Child("scene"))
            .Select(s => (X: s.NextDouble(), Y: s.NextDouble(), Yaw: s.NextDouble())).ToArray();
        int same = 0;
        for (int i = 0; i < scenes.Length; i++)
        {
            int nearest = Enumerable.Range(0, scenes.Length).Where(j => j != i).MinBy(j =>
                Math.Pow(scenes[i].X - scenes[j].X, 2) + Math.Pow(scenes[i].Y - scenes[j].Y, 2) + Math.Pow(scenes[i].Yaw - scenes[j].Yaw, 2));
            if (scripts[i] == scripts[nearest]) same++;
        }
        double chance = scripts.GroupBy(s => s).Sum(g => Math.Pow(g.Count() / 400.0, 2));
        double sigma = Math.Sqrt(chance * (1 - chance) / 400);
        Assert.InRange(same / 400.0, chance - 5 * sigma, chance + 5 * sigma);
    }

    [Fact]
    public void TruncatedArraysAreNamed()
    {
        Assert.SkipUnless(MuJoCo.Renderer.IsAvailable(out string? reason), reason ?? "");
        new TaskCollection(Options("scenes", 2, 1), "test").Run(_folder);
        using (var f = File.OpenWrite(Path.Combine(_folder, "frames.u8"))) f.SetLength(100);
        var error = Assert.Throws<ForewarnException>(() => EpisodeStore.Open(_folder));
        Assert.Contains("frames.u8", error.Message);
        Assert.Contains("100 bytes", error.Message);
    }
}
