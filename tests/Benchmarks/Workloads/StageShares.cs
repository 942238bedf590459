using Forewarn.Benchmarks.Reports;
using Forewarn.Benchmarks.Timing;
using Forewarn.Cli.Composition;

namespace Forewarn.Benchmarks.Workloads;

/// <summary>Where a decision's time goes, and what share of a bare product's rate every stage reaches.</summary>
internal static class StageShares
{
    private const int Rounds = 21;

    public static IReadOnlyList<StageShare> Measure(SteeringWorkload work, double gemm)
    {
        int n = work.Options.Proposals, k = work.Modes.Count, h = work.Rollout.Steps;
        string Graph(string package, string file) => Path.Combine(package, file);
        var propose = new GraphWork(Graph(work.Policy.Folder, "propose.onnx"));
        var observe = new GraphWork(Graph(work.World.Folder, "observe.onnx"));
        var imagine = new GraphWork(Graph(work.World.Folder, "imagine.onnx"));
        var decoder = new GraphWork(Graph(work.VerifierPackage.Folder, "decoder.onnx"));
        var projector = new GraphWork(Graph(work.VerifierPackage.Folder, "projector.onnx"));
        int layers = work.Verifier.Decoder.Layout.Layers;
        // Behind the last attention only each row's last position is computed.
        double Tokens(double rows, double length) => decoder.Count((w, _) => w == "head.weight_t"
            || (w.StartsWith($"layers.{layers - 1}.", StringComparison.Ordinal) && !w.Contains("qkv", StringComparison.Ordinal))
                ? rows : rows * length);
        using var words = new DecoderWork(work.Verifier, work.Rollout);
        int prompt = words.PromptLength;
        var selector = SteeringAssembly.Clustering(work.Options);
        var (orders, shown) = (work.Shifts(), work.Orders().Orders[0].Length);
        return
        [
            Of($"propose, N={n}", () => SteeringWorkload.Wait(work.Proposer.ProposeAsync(work.History, n, work.ProposalSeed, default)),
                propose.Count((w, _) => w.StartsWith("block", StringComparison.Ordinal) || w.StartsWith("in.", StringComparison.Ordinal)
                    || w.StartsWith("plan.comp", StringComparison.Ordinal) ? n : 1, 64)),
            Whole($"cluster, N={n}", () => selector.Select(work.Proposals)),
            Of("observe", () => SteeringWorkload.Wait(work.WorldModel.ObserveAsync(work.History, default)),
                // Shrinking a picture multiplies from both sides; its rows are counted by the picture, not by the state.
                observe.Count((w, _) => w.EndsWith(".rows", StringComparison.Ordinal) || w.EndsWith(".columns", StringComparison.Ordinal)
                    ? 0 : 1, work.World.Integer("resolution"))),
            Of($"imagine, K={k} H={h}", () => work.Imagine(), imagine.Count((_, _) => k * h)),
            Of($"narrate: prompts, K={k} of {prompt} tokens", words.RunPrompt,
                Tokens(k, prompt) + projector.Count((_, _) => k * work.Verifier.LatentTokens)),
            Of($"narrate: one token, K={k}", () => words.RunToken(prompt), Tokens(k, 1)),
            Whole("narrate: whole", () => work.Narrate()),
            Of($"choose: {orders.Length} orders of {shown} tokens", () => Choose(work), Tokens(orders.Length, shown)),
            Whole("whole decision", () => work.Decide()),
        ];

        StageShare Of(string stage, Action call, double operations)
        {
            var cost = Cost.Median(call, Rounds);
            double rate = operations / cost.Cpu / 1e6;
            return new(stage, cost.Cpu, operations / 1e6, rate, rate / gemm);
        }
    }

    /// <summary>The stages that an eight-bit decoder changes; its operations are not those of the bare product.</summary>
    public static IReadOnlyList<StageShare> OfInt8(SteeringWorkload int8) =>
    [
        Whole("narrate: whole, int8", () => int8.Narrate()),
        Whole("choose, int8", () => Choose(int8)),
        Whole("whole decision, int8", () => int8.Decide()),
    ];

    private static StageShare Whole(string stage, Action call) => new(stage, Cost.Median(call, Rounds).Cpu, 0, 0, 0);

    private static void Choose(SteeringWorkload work) => SteeringWorkload.Wait(work.Reader.ScoreAsync(
        work.Wish, [.. work.Decision.Narrations.Select(n => n.Text).Distinct()], work.Shifts(), default));
}
