namespace Forewarn.RosBridge;

/// <summary>How far a wish has come.</summary>
public enum WishState
{
    /// <summary>Nobody asks for anything.</summary>
    None,

    /// <summary>A decision is due or under way.</summary>
    Deciding,

    /// <summary>A plan runs.</summary>
    Executing,

    /// <summary>The plan ran to its end.</summary>
    Done,
}
