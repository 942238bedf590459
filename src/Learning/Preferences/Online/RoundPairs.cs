using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>The pairs of a round: rows of both sides and what their rewards differ by.</summary>
internal sealed class RoundPairs
{
    public RoundPairs(OnlineRound round, SamplePairing pairing)
    {
        var (first, second) = (new List<long>(), new List<long>());
        int n = round.PerPrompt;
        for (int start = 0; start < round.Samples.Count; start += n)
        {
            if (pairing == SamplePairing.BestWorst)
            {
                var order = Enumerable.Range(start, n).OrderByDescending(i => round.Rewards[i]).ToArray();
                Add(order[0], order[^1]);
                continue;
            }
            int last = pairing == SamplePairing.FirstTwo ? 2 : n - n % 2;
            for (int i = 0; i < last; i += 2) Add(start + i, start + i + 1);
        }
        (First, Second) = ([.. first], [.. second]);
        Rewards = [.. first.Zip(second, (a, b) => round.Rewards[a] - round.Rewards[b])];

        void Add(int a, int b)
        {
            first.Add(a);
            second.Add(b);
        }
    }

    /// <summary>Rows, <c>[P]</c>.</summary>
    public long[] First { get; }

    public long[] Second { get; }

    /// <summary>Reward of the first less that of the second, <c>[P]</c>.</summary>
    public double[] Rewards { get; }

    /// <summary>Paired log-ratio of every pair, <c>[P]</c>.</summary>
    public Tensor Ratios(Tensor logProb, Tensor anchor)
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(First), b = tensor(Second);
        return PairedLogRatio.Of(logProb.index_select(0, a), anchor.index_select(0, a), logProb.index_select(0, b), anchor.index_select(0, b))
            .MoveToOuterDisposeScope();
    }
}
