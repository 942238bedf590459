using Forewarn.Core;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Bag;

namespace Forewarn.Simulation.Tests.Tasks.Bag;

public class BagTaskTests
{
    private static readonly BagTask Task = new();

    [Fact]
    public void TheTaskIsFoundByItsNameWithItsOwnScenes()
    {
        Assert.IsType<BagTask>(ManipulationTasks.Find("bag"));
        Assert.Equal("bag", Task.Scenes.Name);
        using var environment = Task.Create(Task.Scenes);
        Assert.Equal(environment.Truth.Outcome, Task.Mode(environment.Truth));
    }

    [Fact]
    public void TheMixesHoldKnownScriptsOnlyAndSumToOne()
    {
        foreach (var mix in new[] { Task.DemoMix, Task.PlayMix })
        {
            Assert.Equal(1, mix.Values.Sum(), 1e-9);
            Assert.All(mix.Keys, name => Assert.True(Enum.TryParse<BagScript>(name, out _)));
        }
        Assert.All(Task.DemoMix.Keys, name => Assert.Contains(name, Task.PlayMix.Keys));
    }

    // Grasps of different modes are told apart by where the tool is when the fingers close: nearer than 2 cm they are one cluster.
    [Fact]
    public void ModesCloseMoreThanTwoCentimetersApart()
    {
        using var environment = new BagEnvironment();
        environment.Reset(new SeedStreams(4).Stream("scene"));
        BagScript[] scripts = [BagScript.Corner, BagScript.Edge, BagScript.Middle, BagScript.Crush, BagScript.Drop];
        const int ClosingRow = 21;
        var places = scripts.Select(script => Enumerable.Range(0, 20)
            .Select(i => Task.Plan(script.ToString(), environment, Task.Scenes, new SeedStreams(9).Stream("script", i)))
            .Select(p => p.AsSpan(ClosingRow * 5, 3).ToArray()).ToArray()).ToArray();
        for (int a = 0; a < scripts.Length; a++)
            for (int b = 0; b < a; b++)
                Assert.All(places[a], p => Assert.All(places[b], q => Assert.True(Distance(p, q) > 0.016)));
        for (int a = 0; a < scripts.Length; a++)
            for (int b = 0; b < a; b++) Assert.True(Distance(Mean(places[a]), Mean(places[b])) > 0.028, $"{scripts[a]} {scripts[b]}");

        static float[] Mean(float[][] points) => [.. Enumerable.Range(0, 3).Select(k => points.Average(p => p[k]))];
        static double Distance(float[] p, float[] q) => Math.Sqrt(p.Zip(q).Sum(v => (v.First - v.Second) * (v.First - v.Second)));
    }
}
