using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Imitation;

/// <summary><c>train METHOD</c> for the methods of the one loop: reinforcement learning and inverse reinforcement learning.</summary>
internal sealed class MethodCommand(Session session, MethodRow row) : PolicyRunCommand(session, row.Name, row.Summary)
{
    private const string RollInFile = "roll-in.safetensors";

    private readonly Option<FileInfo?> _expert = new("--expert")
    {
        Description = "Demonstrations to imitate (see collect demos).",
        HelpName = "DATA",
    };

    private readonly Option<FileInfo?> _offline = new("--offline")
    {
        Description = "Data of a policy that the learner can play: where episodes start.",
        HelpName = "DATA",
    };

    private readonly Option<bool> _variable = new("--allow-variable-lengths")
    {
        Description = "Imitate although episodes can end early; compare with a constant reward then.",
    };

    protected override IEnumerable<Option> OwnOptions() => row.NeedsExpert ? [_expert, _offline, _variable] : [];

    protected override (PolicyRunPlan Plan, PolicyRunOrigin Origin) Prepare(PolicyRunLine line)
    {
        var options = Options(line);
        var (origin, data) = Data(line, options);
        if (data.Expert is not null && line.Resumed is null)
            foreach (var certificate in LearnerCertificates.Of(line.Task, data.Expert)) Session.Terminal.Line($"{certificate}");
        data = new(Sensed(line, data.Expert), Sensed(line, data.Offline));
        bool rollsIn = (options.Method.Resets ?? row.Resets) == ResetKind.CloneRollIn;
        if (rollsIn) data = data with { RollIn = RollIn(line, options, data) };
        var parts = MethodAssembly.Build(row, options, line.Task.Entry, line.Task.Create, data);
        var plan = new PolicyRunPlan(new IrlLoop(parts, options.Loop), options.Loop.Pace, MethodConfig.Write(line.Config, options),
            MethodConfig.Sections(row, options.Method), [parts])
        {
            Keep = folder => KeepRollIn(folder, data.RollIn),
        };
        return (plan, origin with { Provenance = origin.Provenance with { Seed = options.Loop.Seed, DataSha256 = Hashes(origin) } });
    }

    private MethodOptions Options(PolicyRunLine line)
    {
        var options = MethodConfig.Of(line.Config, row);
        var loop = options.Loop;
        options = options with
        {
            Loop = loop with { Steps = line.Steps ?? loop.Steps, Minutes = line.Minutes ?? loop.Minutes, Seed = line.Seed ?? loop.Seed },
            Method = options.Method with
            {
                Environment = line.Task.Entry.Name, Misspecify = line.Task.Changes,
                AllowVariableLengths = options.Method.AllowVariableLengths || (row.NeedsExpert && line.Words.GetValue(_variable)),
            },
        };
        if (line.Hidden is { } hidden)
        {
            options = options with
            {
                Sac = options.Sac with { Hidden = hidden }, Td3 = options.Td3 with { Hidden = hidden }, Ppo = options.Ppo with { Hidden = hidden },
            };
        }

        options.Validate();
        return options;
    }

    private (PolicyRunOrigin Origin, MethodData Data) Data(PolicyRunLine line, MethodOptions options)
    {
        if (!row.NeedsExpert) return (line.Origin, new());
        var task = line.Task.Entry;
        if (line.Resumed is not null)
        {
            return (line.Origin, new(line.Origin.Expert?.ReadAgain(task, options.Method.ExpertSize),
                line.Origin.Offline?.ReadAgain(task, options.Method.OfflineSize)));
        }

        var expert = Read(_expert, options.Method.ExpertSize);
        var offline = Read(_offline, options.Method.OfflineSize);
        return (line.Origin with { Expert = expert?.File, Offline = offline?.File }, new(expert?.Set, offline?.Set));

        (DataFile File, TransitionSet Set)? Read(Option<FileInfo?> option, int size) =>
            line.Words.GetValue(option) is { } file ? DataFile.Read(file.FullName, task, size) : null;
    }

    /// <summary>The policy cloned from all the data, made once per run.</summary>
    private IStatePolicy? RollIn(PolicyRunLine line, MethodOptions options, MethodData data)
    {
        if (data.Expert is null) return null;
        var cloning = options.Cloning with { Seed = options.Loop.Seed };
        if (line.Resumed is null)
        {
            Session.Terminal.Line($"cloning the policy to roll in with: {cloning.Steps} gradient steps");
            return BehaviorCloning.Fit(cloning, data.Offline is null ? data.Expert : data.Expert.With(data.Offline), line.Cancel);
        }

        var policy = new SquashedGaussianPolicy(new Mlp(
            new MlpShape(data.Expert.StateSize, cloning.Hidden, 2 * data.Expert.ActionSize), new SeedStream(0)));
        PolicyCheckpoints.Load(line.Resumed.File(RollInFile), policy);
        return policy;
    }

    private static void KeepRollIn(RunFolder folder, IStatePolicy? policy)
    {
        if (policy is null) return;
        var snapshot = new SnapshotWriter();
        snapshot.Add("policy", policy);
        snapshot.Write(folder.File(RollInFile), new Dictionary<string, string>());
    }

    private static TransitionSet? Sensed(PolicyRunLine line, TransitionSet? set) => set is null ? null : line.Task.Sensed(set);

    private static string Hashes(PolicyRunOrigin origin) =>
        string.Join('+', new[] { origin.Expert, origin.Offline }.OfType<DataFile>().Select(file => file.Sha256));
}
