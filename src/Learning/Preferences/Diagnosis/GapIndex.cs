namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>
/// The generation-verification gap: how many pairs a generator needs over how many a verifier needs for the same held-out accuracy.
/// Accuracies at a few subset sizes are fitted by <c>a + b ln n</c>; what is asked is the lower of the two accuracies at the full size.
/// </summary>
/// <param name="Value"><c>N_gen / N_ver</c>, clipped to [1/64, 64].</param>
/// <param name="Target">The accuracy asked for.</param>
/// <param name="Extrapolated">The smaller number lies below the smallest subset: only the direction is sure.</param>
public sealed record GapIndex(double Value, double Target, bool Extrapolated)
{
    /// <summary>The subset sizes of a diagnosis, as shares of all pairs.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.125, 0.25, 0.5, 1];

    /// <param name="sizes">n of every subset, rising.</param>
    /// <param name="generator">Held-out accuracy of the generator's scorer by size.</param>
    /// <param name="verifier">Of the verifier's.</param>
    public static GapIndex Of(IReadOnlyList<double> sizes, IReadOnlyList<double> generator, IReadOnlyList<double> verifier)
    {
        var (aGen, bGen) = Line(sizes, generator);
        var (aVer, bVer) = Line(sizes, verifier);
        double full = Math.Log(sizes[^1]), atGen = aGen + bGen * full, atVer = aVer + bVer * full;
        double target = Math.Min(atGen, atVer);
        // The worse of the two needs all pairs; the other reached as much with fewer. A curve that does not rise was there at once.
        bool generatorIsWorse = atGen <= atVer;
        var (a, b) = generatorIsWorse ? (aVer, bVer) : (aGen, bGen);
        double needed = b > 1e-9 ? Math.Min(full, (target - a) / b) : a + b * full > target ? double.NegativeInfinity : full;
        double ratio = Math.Min(64, Math.Exp(full - needed));
        return new(generatorIsWorse ? ratio : 1 / ratio, target, needed < Math.Log(sizes[0]));
    }

    private static (double A, double B) Line(IReadOnlyList<double> sizes, IReadOnlyList<double> values)
    {
        double[] x = [.. sizes.Select(n => Math.Log(n))];
        double mx = x.Average(), my = values.Average(), xy = 0, xx = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mx) * (values[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
        }
        double b = xy / xx;
        return (my - b * mx, b);
    }
}
