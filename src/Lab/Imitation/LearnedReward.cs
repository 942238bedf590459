using System.Security.Cryptography;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Forewarn.Simulation;

namespace Forewarn.Lab.Imitation;

/// <summary>The reward that an imitation run has learned, frozen.</summary>
/// <param name="Sha256">Of the checkpoint it is read from.</param>
internal sealed record LearnedReward(string Checkpoint, MethodRow Row, MethodOptions Options, TransitionSet Expert, string Sha256)
{
    /// <exception cref="ForewarnException">No such run, one that learns no reward, one of another task, or one without a checkpoint.</exception>
    public static LearnedReward Of(Session session, string run, EnvironmentEntry task)
    {
        var folder = RunFolder.Existing(run);
        var origin = PolicyRunOrigin.Read(folder);
        var row = MethodRows.All.FirstOrDefault(r => r.Name == origin.Method && r.NeedsExpert);
        if (row is null || origin.Expert is null)
            throw ForewarnException.Of($"run '{run}'", $"one of train {origin.Method}, which learns no reward", "one of irl++ or another imitation with a reward",
                "Name another run.", ExitCode.Usage);
        if (origin.Environment != task.Name)
            throw ForewarnException.Of($"reward of '{run}'", $"one for {origin.Environment}", $"one for {task.Name}", "Name a run of this task.", ExitCode.Usage);
        if (!File.Exists(folder.LastCheckpoint))
            throw ForewarnException.Of($"run '{run}'", "no checkpoint", "a run that got as far as its first one", "Resume it.", ExitCode.Usage);
        var options = MethodConfig.Of(RecordedConfig.Read(session, folder, []), row);
        var expert = LearnerTask.Of(origin.Environment, origin.Misspecify).Sensed(origin.Expert.ReadAgain(task, options.Method.ExpertSize));
        return new(folder.LastCheckpoint, row, options, expert, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.LastCheckpoint))));
    }

    /// <summary>A copy of its own: rewards are used by one thread at a time.</summary>
    public IRewardModel Load()
    {
        var reward = MethodAssembly.Reward(Row, Options, Expert, new SeedStream(0));
        using var snapshot = SnapshotReader.Open(Checkpoint);
        snapshot.Part("loop").Restore("reward", reward);
        return reward;
    }
}
