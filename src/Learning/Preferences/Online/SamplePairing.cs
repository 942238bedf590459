namespace Forewarn.Learning.Preferences;

/// <summary>Which two samples of a prompt a pairwise objective compares.</summary>
public enum SamplePairing
{
    /// <summary>The first with the second, the third with the fourth, and so on.</summary>
    Adjacent,
    /// <summary>The best with the worst by reward.</summary>
    BestWorst,
    /// <summary>The first with the second; the others are opponents in self-play.</summary>
    FirstTwo,
}
