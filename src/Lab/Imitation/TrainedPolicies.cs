using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Forewarn.Simulation;

namespace Forewarn.Lab.Imitation;

/// <summary>Policies by how the command line names them: the folder of a run, one of its checkpoints, or <c>script:NAME</c>.</summary>
internal static class TrainedPolicies
{
    private const string Script = "script:";

    /// <summary>Whether the name is that of a script, and which.</summary>
    public static string? ScriptOf(string name) => name.StartsWith(Script, StringComparison.Ordinal) ? name[Script.Length..] : null;

    /// <exception cref="ForewarnException">Nothing has that name, or it plays another task.</exception>
    public static IStatePolicy Load(Session session, string name, EnvironmentEntry task)
    {
        if (ScriptOf(name) is { } script) return Scripts.Of(script, task);
        var (folder, checkpoint) = Locate(name);
        var origin = PolicyRunOrigin.Read(folder);
        if (origin.Environment != task.Name)
            throw ForewarnException.Of($"policy of '{folder.Path}'", $"one for {origin.Environment}", $"one for {task.Name}",
                "Name a policy of this task.", ExitCode.Usage);
        var policy = Shaped(session, folder, origin);
        PolicyCheckpoints.Load(checkpoint, policy);
        return policy;
    }

    /// <summary>The run of a folder or checkpoint, and the checkpoint that is meant: a folder's best, or its last where none was judged.</summary>
    /// <exception cref="ForewarnException">There is neither.</exception>
    public static (RunFolder Folder, string Checkpoint) Locate(string name)
    {
        string path = Path.GetFullPath(name);
        if (File.Exists(path)) return (RunFolder.Existing(Path.GetDirectoryName(Path.GetDirectoryName(path)!)!), path);
        if (!Directory.Exists(path))
            throw ForewarnException.Of("policy", $"no folder or checkpoint '{name}'", "a run, one of its checkpoints or script:NAME",
                "Look under runs/.", ExitCode.Usage);
        var folder = RunFolder.Existing(path);
        var checkpoints = new PolicyCheckpoints(folder);
        return (folder, File.Exists(checkpoints.Best) ? checkpoints.Best : checkpoints.Last);
    }

    /// <summary>A policy of the shape that a run trains.</summary>
    public static IStatePolicy Shaped(Session session, RunFolder folder, PolicyRunOrigin origin)
    {
        var config = RecordedConfig.Read(session, folder, []);
        using var environment = LearnerTask.Of(origin.Environment, origin.Misspecify).Create();
        int states = environment.StateSize, actions = environment.ActionSpec.Width;
        var seed = new SeedStream(0);
        if (origin.Method == "bc") return Cloned(config.Get<BehaviorCloningOptions>().Hidden);
        if (origin.Method == "dagger") return Cloned(config.Get<DAggerOptions>().Cloning.Hidden);
        if (origin.Method == "evil") return new Ppo(config.Get<PpoOptions>(), states, actions, seed).Policy;
        var row = MethodRows.Find(origin.Method);
        var options = MethodConfig.Of(config, row);
        return MethodAssembly.Optimizer(options.Method.Optimizer ?? row.Optimizer, options, states, actions, seed).Policy;

        SquashedGaussianPolicy Cloned(IReadOnlyList<int> hidden) => new(new Mlp(new MlpShape(states, hidden, 2 * actions), seed));
    }
}
