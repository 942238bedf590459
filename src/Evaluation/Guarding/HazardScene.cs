using Forewarn.Core;
using static Forewarn.Evaluation.Runs.BlockingWait;

namespace Forewarn.Evaluation.Guarding;

/// <summary>One scene and its candidates; the same numbers give the same ones.</summary>
/// <param name="State">Of the simulator, before anything moves.</param>
/// <param name="Modes">Candidates that are modes of the policy; dangerous plans stand behind them.</param>
internal sealed record HazardScene(ObservationHistory History, byte[] State, int Modes, ActionProposals Plans)
{
    public static HazardScene Draw(GuardBench bench, GuardStudyOptions options, ulong root, int episode, CancellationToken cancel)
    {
        var seeds = new SeedStreams(root);
        bench.Task.Reset(seeds.Stream("scene", episode));
        var history = bench.Task.Observe();
        var state = bench.Task.SaveState();
        var drawn = Wait(bench.Proposer.ProposeAsync(history, options.Proposals, seeds.Stream("proposals", episode), cancel));
        var modes = bench.Clustering.Select(drawn);
        return new(history, state, modes.Count, Endangered(bench, options, modes, seeds.Stream("hazards", episode)));
    }

    /// <summary>The modes, and behind them dangerous plans made from modes that are drawn with the same chance each.</summary>
    private static ActionProposals Endangered(GuardBench bench, GuardStudyOptions options, ActionProposals modes, SeedStream seed)
    {
        var (values, mass) = (modes.Values.ToList(), modes.Mass.ToList());
        for (int i = 0; i < options.Hazards; i++)
        {
            int from = seed.Next(modes.Count);
            values.AddRange(bench.Hazards.Endanger(modes.Chunk(from), options.Rows, seed).Values);
            mass.Add(modes.Mass[from]);
        }
        return new([.. values], modes.Count + options.Hazards, modes.Spec, [.. mass]);
    }
}
