namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Sequences as trees: a token that several of them share, with everything before it, stands there once. A token sees itself and
/// what stands on the way from the root to it.
/// </summary>
public sealed class TokenForest
{
    private readonly List<List<int>> trees = [];
    private readonly List<(int Tree, int Parent, int Token, int Position)> nodes = [];
    private readonly Dictionary<(int Tree, int Parent, int Token), int> children = [];

    /// <summary>Token ids, <c>[T]</c>.</summary>
    public long[] Ids => [.. nodes.Select(n => (long)n.Token)];

    /// <summary>Distance from the root, <c>[T]</c>.</summary>
    public long[] Positions => [.. nodes.Select(n => (long)n.Position)];

    /// <summary>Number of trees <c>R</c>.</summary>
    public int Trees => trees.Count;

    /// <summary>Tokens of the largest tree <c>W</c>.</summary>
    public int Width => trees.Max(t => t.Count);

    /// <summary>Place of every token among the trees side by side, <c>[T]</c> into <c>[R, W]</c>.</summary>
    public long[] Slots
    {
        get
        {
            var slots = new long[nodes.Count];
            long width = Width;
            for (int r = 0; r < trees.Count; r++)
                for (int i = 0; i < trees[r].Count; i++) slots[trees[r][i]] = r * width + i;
            return slots;
        }
    }

    /// <summary>Which places (last axis) a place sees, <c>[R, W, W]</c>; those that hold no token see themselves.</summary>
    public bool[] Visible
    {
        get
        {
            int width = Width;
            var visible = new bool[trees.Count * width * width];
            var slots = Slots;
            for (int at = 0; at < trees.Count * width; at++) visible[(long)at * width + at % width] = true;
            // Parents stand before their children.
            for (int n = 0; n < nodes.Count; n++)
            {
                if (nodes[n].Parent < 0) continue;
                var from = visible.AsSpan((int)slots[nodes[n].Parent] * width, width);
                var to = visible.AsSpan((int)slots[n] * width, width);
                for (int i = 0; i < width; i++) to[i] |= from[i];
            }
            return visible;
        }
    }

    /// <summary>Tokens in a tree.</summary>
    public int SizeOf(int tree) => trees[tree].Count;

    /// <summary>Tree of a token.</summary>
    public int TreeOf(int token) => nodes[token].Tree;

    /// <summary>A new, empty tree; returns its index.</summary>
    public int NewTree()
    {
        trees.Add([]);
        return trees.Count - 1;
    }

    /// <summary>How many tokens a sequence would add to a tree.</summary>
    public int Missing(int tree, ReadOnlySpan<long> sequence)
    {
        int at = -1;
        for (int i = 0; i < sequence.Length; i++)
            if (!children.TryGetValue((tree, at, (int)sequence[i]), out at)) return sequence.Length - i;
        return 0;
    }

    /// <summary>Adds a sequence to a tree.</summary>
    /// <returns>Index of each of its tokens in the forest, <c>[S]</c>.</returns>
    public int[] Add(int tree, ReadOnlySpan<long> sequence)
    {
        var path = new int[sequence.Length];
        int at = -1;
        for (int i = 0; i < path.Length; i++)
        {
            var key = (tree, at, (int)sequence[i]);
            if (!children.TryGetValue(key, out int child))
            {
                child = nodes.Count;
                nodes.Add((tree, at, (int)sequence[i], i));
                trees[tree].Add(child);
                children.Add(key, child);
            }
            path[i] = at = child;
        }
        return path;
    }
}
