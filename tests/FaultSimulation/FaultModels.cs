using Forewarn.Core;
using Forewarn.RosBridge;
using Forewarn.Steering;

namespace Forewarn.FaultSimulation;

/// <summary>
/// Small models on the simulated clock. Plans bring the tool straight to one of six places along y, one of them outside
/// of the workspace; what is imagined tells which place, narrations name it, and wishes name what they want.
/// </summary>
internal sealed class FaultModels(FaultBoard board) : INodeModels, IActionProposer, IWorldModel, INarrator, IWishReader
{
    /// <summary>Rows of a plan.</summary>
    public const int Rows = 20;

    /// <summary>The tool must stay within this of the middle, m: the guard's limit.</summary>
    public const double Widest = 0.3;

    /// <summary>The reader was not trained on it.</summary>
    private const string Misspelled = "rihgt";

    private const int Latent = 2, Imagined = 2;

    private SteeringParts? _parts;

    private static readonly string[] Words = ["far left", "left", "middle", "right", "far right", "outside"];
    private static readonly double[] Places = [0.24, 0.12, 0, -0.12, -0.24, 0.45];

    public SteeringOptions Options { get; } = new()
    {
        Proposals = 12, PredictionHorizon = Rows, ActionHorizon = Rows, DeadlineMs = 400, BreakerPauseMs = 500, MaxAttempts = 1,
    };

    /// <summary>Options that are nearly as probable as each other are asked about.</summary>
    public SteeringParts Parts => _parts ??= new(
        this, new ModeClustering(new KeyframeDistance(), Options), this,
        new PlanGuards(new FiniteGuard(), new WorkspaceGuard(Action, new ColumnRange("y_m", -Widest, Widest))),
        new PlanChooser(this, this, Options, board.Time, new ConformalThreshold(0.1, 0.3, 99, 0.3)));

    public ActionSpec Action { get; } = new("absolute", "base", 10, ["x_m", "y_m", "z_m", "yaw_rad", "width_m"]);

    public ActionSpec Spec => Action;

    public IReadOnlyList<CameraFormat> Cameras { get; } = [new("front", 2, 2)];

    public IReadOnlyList<string> State { get; } = ["tool_x_m", "tool_y_m", "tool_z_m", "tool_sin_yaw", "tool_cos_yaw", "width_m"];

    public IReadOnlyDictionary<string, string> Hashes { get; } = new Dictionary<string, string> { ["fault-simulation"] = new('0', 64) };

    public void WarmUp() { }

    public void Dispose() { }

    public async ValueTask<ActionProposals> ProposeAsync(
        ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
    {
        await board.TakeAsync(0.03, FaultKind.ProposerLate, FaultKind.ProposerThrows, null, deadline);
        if (board.Active(FaultKind.ProposerWrongShape) is not null) return new(new float[count * 15], count, Action);
        float[] state = history.Latest.State;
        double yaw = Math.Atan2(state[3], state[4]);
        var values = new float[count * Rows * 5];
        for (int n = 0; n < count; n++)
        {
            // Every place is proposed, the outside too: a guard that slept would be seen.
            double place = Places[n % Places.Length] + 0.001 * seed.NextNormal();
            for (int t = 0; t < Rows; t++)
            {
                double share = (t + 1.0) / Rows;
                Span<float> row = values.AsSpan((n * Rows + t) * 5, 5);
                row[0] = (float)(state[0] + share * (0.5 - state[0]));
                row[1] = (float)(state[1] + share * (place - state[1]));
                row[2] = (float)(state[2] + share * (0.3 - state[2]));
                row[3] = (float)((1 - share) * yaw);
                row[4] = t == Rows - 1 ? 0 : 0.04f;
            }
        }
        if (board.Active(FaultKind.ProposerNaN) is not null) values.AsSpan().Fill(float.NaN);
        return new(values, count, Action);
    }

    public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline) =>
        new(new LatentTrajectory(new float[Latent], 1, Latent));

    public async ValueTask<LatentRollout> ImagineAsync(
        LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline)
    {
        await board.TakeAsync(0.03, FaultKind.WorldModelLate, FaultKind.WorldModelThrows, null, deadline);
        int count = modes.Count + (board.Active(FaultKind.WorldModelWrongShape) is null ? 0 : 1);
        var values = new float[count * Imagined * Latent];
        for (int k = 0; k < count * Imagined; k++)
            values[k * Latent] = PlaceOf(modes.Plan(Math.Min(k / Imagined, modes.Count - 1)));
        if (board.Active(FaultKind.WorldModelNaN) is not null) values.AsSpan().Fill(float.NaN);
        return new(values, new float[count * Imagined], count, Imagined, Latent);
    }

    public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => new(new DecodedFrames([]));

    public async ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline)
    {
        await board.TakeAsync(0.05, FaultKind.NarratorLate, FaultKind.NarratorThrows, FaultKind.NarratorWedged, deadline);
        int count = board.Active(FaultKind.NarratorWrongShape) is null ? rollout.Count : 1;
        return [.. Enumerable.Range(0, count).Select(k => new Narration(k, $"the tool goes to the {Word(rollout, k)}", -0.1))];
    }

    /// <summary>One word alone is not known.</summary>
    public IReadOnlyList<UnknownWord> Unknown(string wish) =>
        wish.Contains(Misspelled, StringComparison.Ordinal) ? [new(Misspelled, ["right"])] : [];

    public async ValueTask<double[][]> ScoreAsync(
        string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
    {
        await board.TakeAsync(0.02, FaultKind.ReaderLate, FaultKind.ReaderThrows, null, deadline);
        if (board.Active(FaultKind.ReaderWrongShape) is not null) return [[0, 0]];
        bool isNaN = board.Active(FaultKind.ReaderNaN) is not null;
        string[] wished = [.. wish.Split(" or ").Select(w => $"to the {w}")];
        return [.. orders.Select(_ => (double[])
            [.. options.Select(o => isNaN ? double.NaN : wished.Any(w => o.EndsWith(w, StringComparison.Ordinal)) ? 4.0 : 0), 2.5])];
    }

    private static string Word(LatentRollout rollout, int mode)
    {
        float place = rollout.Mode(mode)[0];
        return float.IsFinite(place) ? Words[(int)place] : "unknown";
    }

    private static int PlaceOf(ReadOnlySpan<float> plan)
    {
        double y = plan[(Rows - 1) * 5 + 1];
        return Enumerable.Range(0, Places.Length).MinBy(i => Math.Abs(Places[i] - y));
    }
}
