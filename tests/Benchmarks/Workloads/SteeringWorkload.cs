using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Policy;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Steering;
using Forewarn.Verifier;
using Forewarn.WorldModel;

namespace Forewarn.Benchmarks.Workloads;

/// <summary>One observed scene and the shipped models that decide on it: the work that is timed.</summary>
internal sealed class SteeringWorkload : IPlanSink, IDecisionLog, IDisposable
{
    private readonly SteeringLoop _loop;
    private readonly SeedStreams _seeds;
    private readonly List<IDisposable> _owned = [];

    /// <param name="verifier">Another package than the configured one.</param>
    public SteeringWorkload(Home home, ResolvedConfig config, string wish, ulong seed, int threads = 1, string? verifier = null)
    {
        (Wish, _seeds) = (wish, new SeedStreams(seed));
        // Deadline and second round would measure something else than one decision.
        Options = config.Get<SteeringOptions>() with { DeadlineMs = 60_000, MaxAttempts = 1 };
        var names = config.Get<ModelNames>();
        Policy = Load(home.Package(names.Policy), ModelKind.Policy, threads);
        World = Load(home.Package(names.World), ModelKind.WorldModel, threads);
        VerifierPackage = Load(home.Package(verifier ?? names.Verifier), ModelKind.Verifier, threads);
        Verifier = new(VerifierPackage);
        (Proposer, WorldModel) = (Own(new PolicyProposer(Policy)), Own(new RssmWorldModel(World)));
        (Narrator, Reader) = (Own(new LatentNarrator(Verifier)), Own(new WishReader(Verifier)));
        using (var environment = new CupEnvironment(config.Get<SceneOptions>()))
        {
            environment.Reset(_seeds.Stream("scene"));
            History = new(environment.Observe());
        }
        var chooser = new PlanChooser(Narrator, Reader, Options, TimeProvider.System);
        var guard = SteeringAssembly.Guards(config.Get<GuardOptions>(), ArmTask.PlanSpec);
        _loop = Own(new SteeringLoop(
            new(Proposer, SteeringAssembly.Clustering(Options), WorldModel, guard, chooser), Options, _seeds, this, this,
            TimeProvider.System));
        Decision = Decide();
        Start = Wait(WorldModel.ObserveAsync(History, default)).Last;
        Proposals = Wait(Proposer.ProposeAsync(History, Options.Proposals, ProposalSeed, default));
        Modes = Padded(Decision.Modes!, Options.Modes);
        Rollout = Imagine();
        Narrations = Narrate();
    }

    public string Wish { get; }

    public SteeringOptions Options { get; }

    public ModelPackage Policy { get; }

    public ModelPackage World { get; }

    public ModelPackage VerifierPackage { get; }

    public VerifierModel Verifier { get; }

    public PolicyProposer Proposer { get; }

    public RssmWorldModel WorldModel { get; }

    public LatentNarrator Narrator { get; }

    public WishReader Reader { get; }

    public ObservationHistory History { get; }

    public Decision Decision { get; }

    public LatentState Start { get; }

    public ActionProposals Proposals { get; }

    /// <summary>K plans: the decision's modes, and more of the proposals where it kept fewer.</summary>
    public ActionProposals Modes { get; }

    public LatentRollout Rollout { get; }

    public IReadOnlyList<Narration> Narrations { get; }

    /// <summary>The stream that the decision draws its plans from.</summary>
    public SeedStream ProposalSeed => _seeds.Stream("proposals").Child("round", 1);

    public SeedStream NoiseSeed => _seeds.Stream("imagination");

    public Decision Decide() => Wait(_loop.DecideAsync(History, Wish, 0, default));

    public LatentRollout Imagine() => Wait(WorldModel.ImagineAsync(Start, Modes, null, default));

    public IReadOnlyList<Narration> Narrate() => Wait(Narrator.NarrateAsync(Rollout, default));

    /// <summary>The presentation orders of the decision's choice: cyclic shifts of its different narrations.</summary>
    public int[][] Shifts()
    {
        int said = Decision.Narrations.Select(n => n.Text).Distinct().Count(), count = Math.Min(said, Options.Permutations);
        return [.. Enumerable.Range(0, count).Select(p => Enumerable.Range(p * said / count, said).Select(i => i % said).ToArray())];
    }

    /// <summary>What the decision's choice reads, as tokens: the wish and, behind it, every presentation order.</summary>
    public (int[] Wish, int[][] Orders) Orders()
    {
        var words = Verifier.Tokenizer;
        int[][] said = [.. Decision.Narrations.Select(n => n.Text).Distinct().Select(t => words.EncodeWords(t).ToArray())];
        return ([words.Special("<wish>"), .. words.EncodeWords(Verifier.Lexicon.Read(Wish)), words.Special("<means>")],
            [.. Shifts().Select(order => (int[])
            [
                .. order.SelectMany((option, slot) => said[option].Append(words.Special($"<{(char)('A' + slot)}>"))),
                words.Special("<none>"), words.Special("<answer>"),
            ])]);
    }

    public static T Wait<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    public void Dispatch(in Decision decision) { }

    public void Append(Decision decision, ObservationHistory history) { }

    public void Dispose()
    {
        for (int i = _owned.Count - 1; i >= 0; i--) _owned[i].Dispose();
    }

    private ActionProposals Padded(ActionProposals modes, int count)
    {
        float[] values = [.. modes.Values, .. Proposals.Values];
        return new(values[..(count * Proposals.Steps * Proposals.Spec.Width)], count, Proposals.Spec);
    }

    private ModelPackage Load(string folder, string kind, int threads) =>
        Own(ModelPackage.Load(folder, kind, new RuntimeOptions { IntraOpThreads = threads }));

    private T Own<T>(T item) where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }
}
