namespace Forewarn.Lab.Sweeps;

/// <summary>How far a point of a sweep is.</summary>
internal enum PointState
{
    /// <summary>Not begun, or under way when the sweep was last heard of.</summary>
    Waiting,

    /// <summary>Ended well before its last step, by its time limit or an interruption; goes on when the sweep does.</summary>
    Stopped,

    /// <summary>Ended with an error; tried again when the sweep goes on.</summary>
    Failed,

    /// <summary>Done; never run again.</summary>
    Finished,
}
