using Forewarn.Core;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.Steering.Tests;

/// <summary>
/// A loop over small deterministic models on a simulated clock. Plans grasp at one of six places along x, five inside
/// the workspace and one outside; the last imagined number tells which, and wishes name it.
/// </summary>
internal sealed class Rig : IPlanSink, IDecisionLog, IDisposable
{
    public const int Steps = 8, Unsafe = 5, Latent = 4, Imagined = 3;
    public static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m", "y_m", "z_m", "yaw_rad", "width_m"]);
    public static readonly string[] Words = ["zero", "one", "two", "three", "four", "five"];
    private static readonly TimeSpan TooLong = TimeSpan.FromMilliseconds(600);

    private readonly ManualResetEventSlim _release = new();
    private readonly SteeringLoop _loop;

    public Rig(
        Func<SteeringOptions, SteeringOptions>? options = null, Func<Rig, IPlanVerifier>? verifier = null,
        ulong seed = 7, bool foresees = true)
    {
        Options = new SteeringOptions { PredictionHorizon = Steps, ActionHorizon = Steps, Proposals = 32 };
        if (options is not null) Options = options(Options);
        Seeds = new SeedStreams(seed);
        var workspace = new WorkspaceGuard(Spec, new ColumnRange("x_m", 0, 0.62));
        Parts = new(
            new FakeProposer(this), new ModeClustering(new KeyframeDistance(), Options), new FakeWorldModel(this),
            new PlanGuards(new FaultyGuard(this), new FiniteGuard(), workspace),
            verifier?.Invoke(this) ?? new PlanChooser(new FakeNarrator(this), new FakeReader(this), Options, Time),
            new FakeClassifier(this));
        if (!foresees) Parts = Parts with { WorldModel = null, Verifier = null, Classifier = null };
        _loop = new SteeringLoop(Parts, Options, Seeds, this, this, Time);
    }

    public FakeTimeProvider Time { get; } = new();

    public SteeringOptions Options { get; }

    public SteeringParts Parts { get; }

    public SeedStreams Seeds { get; }

    public Fault Proposer { get; set; }

    public Fault WorldModel { get; set; }

    public Fault Guard { get; set; }

    public Fault Classifier { get; set; }

    public Fault Narrator { get; set; }

    public Fault Reader { get; set; }

    /// <summary>What the guard foresees of a plan, before imagining and after; null for a guard that does not look ahead.</summary>
    public Func<float[], LatentRollout?, SafetyTrace>? Foreseen { get; set; }

    public bool LogFails { get; set; }

    /// <summary>Share of samples per place.</summary>
    public double[] Mix { get; set; } = [0.5, 0.2, 0.1, 0.1, 0.05, 0.05];

    /// <summary>Where the imagined states lie: moves with the scene.</summary>
    public float Scene { get; set; }

    /// <summary>What a late model costs.</summary>
    public TimeSpan Lateness { get; set; } = TooLong;

    public List<Decision> Dispatched { get; } = [];

    public List<Decision> Logged { get; } = [];

    public List<(int Count, ulong Key)> Draws { get; } = [];

    public int Narrated { get; set; }

    public IReadOnlyDictionary<Rung, long> Counts => _loop.Counts;

    public long LogFaults => _loop.LogFaults;

    public static ObservationHistory History(float first = 0.1f) =>
        new(new Observation([new CameraFrame("front", 2, 2, new byte[12])], [first, 0.2f], TimeSpan.Zero));

    /// <summary>Place of the tool of a plan.</summary>
    public static int Place(ReadOnlySpan<float> plan) => (int)Math.Round((plan[4 * Spec.Width] - 0.4) / 0.05);

    public ValueTask<Decision> Decide(string wish = "grasp two", long index = 0, CancellationToken cancel = default) =>
        _loop.DecideAsync(History(), wish, index, cancel);

    /// <summary>Lets every wedged model return.</summary>
    public void Release() => _release.Set();

    public void Dispatch(in Decision decision)
    {
        lock (Dispatched) Dispatched.Add(decision);
    }

    public void Append(Decision decision, ObservationHistory history)
    {
        if (LogFails) throw new IOException("disk full");
        Logged.Add(decision);
    }

    public void Dispose()
    {
        _release.Set();
        _loop.Dispose();
    }

    /// <summary>Answers with the given fault.</summary>
    public ValueTask<T> Answer<T>(
        Fault fault, CancellationToken token, Func<T> good, Func<T> notANumber, Func<T> wrongShape)
    {
        switch (fault)
        {
            case Fault.Late:
                Time.Advance(Lateness);
                token.WaitHandle.WaitOne();
                throw new OperationCanceledException(token);
            case Fault.LateAnswer:
                Time.Advance(Lateness);
                return new(good());
            case Fault.Wedged:
                Time.Advance(Lateness);
                _release.Wait(CancellationToken.None);
                return new(good());
            case Fault.Throws:
                throw new InvalidOperationException("kernel\nfailure");
            case Fault.CancelsItself:
                throw new OperationCanceledException();
            case Fault.NotANumber:
                return new(notANumber());
            case Fault.WrongShape:
                return new(wrongShape());
            default:
                return new(good());
        }
    }
}
