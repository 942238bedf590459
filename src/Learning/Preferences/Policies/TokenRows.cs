using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// What a decoder must read to score a batch, and nothing else: padding and each row's last decided token are left out, and what
/// samples of one prompt have in common in front is read once.
/// </summary>
internal sealed class TokenRows
{
    /// <summary>A tree takes another sample as long as it stays below this, or below twice a sample: attention grows with its square.</summary>
    private const int TreeTokens = 128;

    private readonly List<int> _promptOfTree = [];

    /// <exception cref="ForewarnException">No mask, or a mask that decides on nothing or on the first token.</exception>
    public TokenRows(SampleBatch samples)
    {
        using var scope = NewDisposeScope();
        var mask = samples.Mask ?? throw Bad("no mask");
        int width = (int)samples.Values.shape[1];
        long[] values = samples.Values.contiguous().data<long>().ToArray();
        bool[] decided = mask.contiguous().data<bool>().ToArray();
        var (at, targets, places) = (new List<long>(), new List<long>(), new List<long>());
        var open = new Dictionary<int, int>();
        for (int b = 0; b < samples.Count; b++)
        {
            int start = b * width, last = Array.LastIndexOf(decided, true, start + width - 1, width) - start;
            if (last < 1 || decided[start]) throw Bad(last < 0 ? "a row that decides on nothing" : "a row that decides on its first token");
            int[] path = Add(open, samples.Prompts[b], values.AsSpan(start, last));
            for (int i = 1; i <= last; i++)
            {
                if (!decided[start + i]) continue;
                at.Add(path[i - 1]);
                targets.Add(values[start + i]);
                places.Add(start + i);
            }
        }
        (At, Targets, Places) = ([.. at], [.. targets], [.. places]);
    }

    public TokenForest Forest { get; } = new();

    /// <summary>Tokens <c>[M]</c> of the forest whose states answer for the decided tokens.</summary>
    public long[] At { get; }

    /// <summary>The decided tokens, <c>[M]</c>.</summary>
    public long[] Targets { get; }

    /// <summary>Flat positions <c>[M]</c> of the decided tokens in the batch's own layout.</summary>
    public long[] Places { get; }

    /// <summary>Prompt that a token of the forest belongs to.</summary>
    public int PromptOf(long token) => _promptOfTree[Forest.TreeOf((int)token)];

    private int[] Add(Dictionary<int, int> open, int prompt, ReadOnlySpan<long> sequence)
    {
        if (!open.TryGetValue(prompt, out int tree)
            || Forest.SizeOf(tree) + Forest.Missing(tree, sequence) > Math.Max(TreeTokens, 2 * sequence.Length))
        {
            tree = open[prompt] = Forest.NewTree();
            _promptOfTree.Add(prompt);
        }
        return Forest.Add(tree, sequence);
    }

    private static ForewarnException Bad(string found) => ForewarnException.Of(
        "token samples", found, "a mask of the answer's tokens, behind a prompt of at least one", "Draw them with the policy.");
}
