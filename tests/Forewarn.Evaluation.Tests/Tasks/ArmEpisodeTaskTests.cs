using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Evaluation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Evaluation.Tests.Tasks;

public sealed class ArmEpisodeTaskTests
{
    [Fact]
    public void A_plan_executed_twice_from_the_saved_state_does_the_same_twice()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libmujoco.so.2.2.2", out _), "libmujoco2.2.2 is not installed.");
        using var task = new ArmEpisodeTask();
        var seed = new SeedStreams(3).Stream("scene");
        task.Reset(seed);
        var state = task.SaveState();
        var plan = new ActionChunk(
            task.Task.Plan("RimLeft", task.Environment, task.Scenes, seed.Child("plan")), ArmTask.PlanSpec);
        var first = task.Execute(plan, recordFrames: false);
        task.LoadState(state);
        var second = task.Execute(plan, recordFrames: false);
        Assert.Equal(first.Label, second.Label);
        Assert.Equal(new("rim-left", "rim"), first.Label);
        Assert.Empty(first.Frames);
    }

    [Fact]
    public void A_plan_of_another_robot_is_refused()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libmujoco.so.2.2.2", out _), "libmujoco2.2.2 is not installed.");
        using var task = new ArmEpisodeTask();
        var plan = new ActionChunk(new float[80], new("delta", "base", 10, ["a", "b"]));
        Assert.Contains("a, b", Assert.Throws<ForewarnException>(() => task.Execute(plan, false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_narration_the_grammar_can_make_is_read_back_as_its_label()
    {
        foreach (var task in ManipulationTasks.All.Where(t => TaskLanguages.All.Any(l => l.Name == t.Name)))
        {
            var language = TaskLanguages.Find(task.Name);
            var reader = LanguageReader.Of(task.Name);
            var seed = new SeedStream(8);
            for (int i = 0; i < 500; i++)
            {
                var label = language.SampleLabel(seed);
                var said = reader.Read(language.Narrate(label, i % 2 == 0 ? LanguageSplit.Train : LanguageSplit.Template, seed));
                Assert.Equal(ArmEpisodeTask.Label(task, label), said);
                Assert.Equal(!language.Succeeds(label), reader.Failures.Contains(said!.Outcome));
            }
            Assert.Null(reader.Read("the weather is fine."));
        }
    }

    [Fact]
    public void A_task_that_is_none_is_refused_before_anything_is_simulated()
    {
        Assert.Contains("'cupp'", Assert.Throws<ForewarnException>(() => new ArmEpisodeTask(new() { Name = "cupp" })).Message, StringComparison.Ordinal);
        Assert.Contains("'cupp'", Assert.Throws<ForewarnException>(() => LanguageReader.Of("cupp")).Message, StringComparison.Ordinal);
    }
}
