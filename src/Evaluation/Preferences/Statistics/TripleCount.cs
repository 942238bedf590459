namespace Forewarn.Evaluation.Preferences;

/// <summary>Three plans of one prompt that were all compared with each other, by majority and without ties.</summary>
/// <param name="Cyclic">Those in which a beats b, b beats c and c beats a: no reward can say that.</param>
public sealed record TripleCount(int Triples, int Cyclic)
{
    /// <summary>NaN when there is no triple.</summary>
    public double Share => Triples == 0 ? double.NaN : Cyclic / (double)Triples;
}
