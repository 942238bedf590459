namespace Forewarn.Simulation.Tasks.Language;

/// <summary>What a wish does with the parts it names.</summary>
public enum WishKind
{
    /// <summary>Names the one part or side that is wanted.</summary>
    Request,
    /// <summary>Names the wanted part or side and something that is not wanted.</summary>
    Contrast,
    /// <summary>Names two parts, either of which will do.</summary>
    Offer,
    /// <summary>Names no part.</summary>
    Any,
    /// <summary>Names the one part or side that is refused.</summary>
    Refusal,
    /// <summary>Names two parts that are refused, which leaves the third.</summary>
    Neither,
    /// <summary>States what makes one part or two unfit to hold.</summary>
    Fact,
}
