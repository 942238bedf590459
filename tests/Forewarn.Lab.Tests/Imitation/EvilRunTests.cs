namespace Forewarn.Lab.Tests.Imitation;

/// <summary>From a learned reward to an evolved potential, on the command line.</summary>
[Collection(ImitationCollection.Name)]
public sealed class EvilRunTests(SmallRuns runs)
{
    private static readonly string[] OnPolicy = ["ppo.environments=2", "ppo.roll_out_steps=25", "ppo.minibatches=2"];

    private static readonly string[] Short =
        ["evolution.population=2", "evil.steps=50", "evil.evaluate_every=2", "evil.evaluation_episodes=1", .. OnPolicy];

    [Fact]
    public async Task A_reward_is_shaped_and_a_run_in_slices_is_the_run_in_one()
    {
        string reward = (await SmallRuns.Train("irl++", ["--expert", runs.Data, "--allow-variable-lengths", "critic.steps_per_update=1", .. OnPolicy])).Done().Folder;
        string[] line = ["train", "evil", "--env", "hopper-v4", "--hidden", "8", "--reward", reward, "--steps", "4", .. Short];
        var whole = (await LabRun.Of(line)).Done();
        Assert.Contains("finished after 4 steps", whole.Output, StringComparison.Ordinal);
        string sliced = (await LabRun.Of(new SteppingClock(), [.. line, "--minutes", "0.05"])).Done().Folder;
        Assert.Contains("finished after 4 steps", (await LabRun.Of("train", "evil", "--resume", sliced)).Done().Output, StringComparison.Ordinal);
        foreach (string file in new[] { "metrics.jsonl", "checkpoints/last.safetensors", "checkpoints/best.safetensors" })
            Assert.True(File.ReadAllBytes(Path.Combine(whole.Folder, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(sliced, file))), file);
        // What it shows can be played like any other policy.
        string data = runs.New("evil.safetensors");
        (await LabRun.Of("collect", "demos", data, "--env", "hopper-v4", "--policy", whole.Folder, "--episodes", "1", "--keep-short")).Done();
    }

    [Fact]
    public async Task Runs_without_a_reward_and_rewards_of_other_tasks_are_refused_before_anything_is_written()
    {
        int before = runs.Count;
        var none = await LabRun.Of("train", "evil", "--env", "hopper-v4", "--reward", runs.Expert.Folder);
        none.Refused("learns no reward");
        (await LabRun.Of("train", "evil", "--env", "hopper-v4")).Refused("--reward");
        Assert.Equal(before, runs.Count);
    }
}
