using Forewarn.Core;
using Forewarn.Lab.Imitation;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Lab.Tests.Imitation;

public class ScriptsTests
{
    public static TheoryData<string, string> Played =>
        new(Scripts.All.SelectMany(script => script.Tasks, (script, task) => (script.Name, task)));

    [Theory]
    [MemberData(nameof(Played))]
    public void Every_script_plays_its_tasks_of_the_catalog_better_than_chance(string name, string task)
    {
        var entry = EnvironmentCatalog.Find(task);
        var policy = Scripts.Of(name, entry);
        using var environment = entry.Create();
        double played = PolicyReturns.Of(policy, environment, 5, new SeedStream(1)).Average();
        double chance = PolicyReturns.Of(new UniformPolicy(policy.StateSize, policy.ActionSize), environment, 5, new SeedStream(1), stochastic: true).Average();
        Assert.True(played > chance, $"{played} against {chance}");
    }

    [Fact]
    public void A_script_of_another_task_is_refused() =>
        Assert.Contains("a controller of pendulum",
            Assert.Throws<ForewarnException>(() => Scripts.Of("pendulum-swing-up", EnvironmentCatalog.Find("beam"))).Message);
}
