namespace Forewarn.Learning.Training;

/// <summary>Means of named figures since the last report.</summary>
public sealed class FigureMeans
{
    private readonly Dictionary<string, (double Sum, long Count)> sums = [];

    public void Add(string name, double value)
    {
        var (sum, count) = sums.GetValueOrDefault(name);
        sums[name] = (sum + value, count + 1);
    }

    public void Add(IReadOnlyDictionary<string, double> figures)
    {
        foreach (var (name, value) in figures) Add(name, value);
    }

    /// <summary>The means, and a fresh start.</summary>
    public Dictionary<string, double> Take()
    {
        var means = sums.ToDictionary(s => s.Key, s => s.Value.Sum / s.Value.Count);
        sums.Clear();
        return means;
    }
}
