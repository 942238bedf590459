namespace Forewarn.Serving;

/// <summary>What a console shows. Any thread may ask; answers come at once.</summary>
public interface IConsoleFeed
{
    /// <summary>What decides here.</summary>
    ConsoleAbout About { get; }

    /// <summary>Decisions so far, with what they saw.</summary>
    DecisionRing Decisions { get; }

    /// <summary>How things stand now; null where nothing runs, as in a replay.</summary>
    ConsoleStatus? Status();
}
