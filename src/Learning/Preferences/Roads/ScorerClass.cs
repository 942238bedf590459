namespace Forewarn.Learning.Preferences.Roads;

/// <summary>A class of scorers <c>s = Φ w</c>. All contain the bilinear truth; they differ in what else they contain.</summary>
public sealed class ScorerClass
{
    private readonly int[][] _index;
    private readonly double[][] _value;

    private ScorerClass(string name, int dimension, IReadOnlyList<(int Index, double Value)[]> rows)
    {
        (Name, Dimension) = (name, dimension);
        _index = [.. rows.Select(r => r.Select(f => f.Index).ToArray())];
        _value = [.. rows.Select(r => r.Select(f => f.Value).ToArray())];
    }

    public string Name { get; }

    /// <summary>Number of parameters.</summary>
    public int Dimension { get; }

    /// <summary>Cells of the table, <c>P · Y</c>.</summary>
    public int Cells => _index.Length;

    /// <summary>Features <c>x_i y_j</c>: 4 m parameters.</summary>
    public static ScorerClass Linear(int bits) => Signs("linear", bits, (x, y) => Products(x, y, bits));

    /// <summary>And <c>y_j y_k</c>: 39 parameters at m = 6.</summary>
    public static ScorerClass WithPairs(int bits) =>
        Signs("linear and pairs", bits, (x, y) => [.. Products(x, y, bits), .. Pairs(y, bits)]);

    /// <summary>And <c>x_i y_j y_k</c>: 99 parameters at m = 6.</summary>
    public static ScorerClass WithInteractions(int bits) => Signs("linear, pairs and interactions", bits, (x, y) =>
        [.. Products(x, y, bits), .. Pairs(y, bits), .. Enumerable.Range(0, RoadsWorld.PromptBits)
            .SelectMany(i => Pairs(y, bits).Select(p => RoadsWorld.Sign(x, i) * p))]);

    /// <summary>One parameter per cell: 1024 at m = 6.</summary>
    public static ScorerClass Tabular(int bits)
    {
        int cells = RoadsWorld.Prompts << bits;
        return new("tabular", cells, [.. Enumerable.Range(0, cells).Select(c => new[] { (c, 1.0) })]);
    }

    /// <summary>The four, from the smallest to the table.</summary>
    public static IReadOnlyList<ScorerClass> Sizes(int bits) => [Linear(bits), WithPairs(bits), WithInteractions(bits), Tabular(bits)];

    /// <summary><c>Φ w</c>, <c>[P · Y]</c>.</summary>
    public double[] Scores(ReadOnlySpan<double> weights)
    {
        var scores = new double[Cells];
        for (int cell = 0; cell < scores.Length; cell++)
        {
            double sum = 0;
            for (int f = 0; f < _index[cell].Length; f++) sum += _value[cell][f] * weights[_index[cell][f]];
            scores[cell] = sum;
        }
        return scores;
    }

    /// <summary><c>Φ' g</c>, written to <paramref name="slope"/> <c>[Dimension]</c>.</summary>
    /// <param name="cells">g <c>[P · Y]</c>.</param>
    public void Transposed(ReadOnlySpan<double> cells, Span<double> slope)
    {
        slope.Clear();
        for (int cell = 0; cell < cells.Length; cell++)
            for (int f = 0; f < _index[cell].Length; f++) slope[_index[cell][f]] += _value[cell][f] * cells[cell];
    }

    private static ScorerClass Signs(string name, int bits, Func<int, int, double[]> features)
    {
        var rows = Enumerable.Range(0, RoadsWorld.Prompts << bits)
            .Select(c => features(c >> bits, c & (1 << bits) - 1).Select((v, i) => (i, v)).ToArray()).ToArray();
        return new(name, rows[0].Length, rows);
    }

    private static double[] Products(int x, int y, int bits) =>
        [.. Enumerable.Range(0, RoadsWorld.PromptBits * bits)
            .Select(k => RoadsWorld.Sign(x, k / bits) * RoadsWorld.Sign(y, k % bits))];

    private static IEnumerable<double> Pairs(int y, int bits) =>
        from j in Enumerable.Range(0, bits)
        from k in Enumerable.Range(j + 1, bits - j - 1)
        select RoadsWorld.Sign(y, j) * RoadsWorld.Sign(y, k);
}
