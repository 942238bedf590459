namespace Forewarn.Evaluation.Learners;

/// <summary>A grown tree in flat arrays; node 0 is the root and a negative feature marks a leaf.</summary>
internal sealed class DecisionTree(int[] features, float[] thresholds, int[] children, float[][] leaves)
{
    /// <summary>Class shares <c>[C]</c> of the leaf that <paramref name="row"/> falls into.</summary>
    public float[] Leaf(ReadOnlySpan<float> row)
    {
        int node = 0;
        while (features[node] >= 0)
            node = children[node] + (row[features[node]] < thresholds[node] ? 0 : 1);
        return leaves[children[node]];
    }
}
