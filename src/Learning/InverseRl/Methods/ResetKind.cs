namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>Where the learner's episodes start, beside the task's own start.</summary>
public enum ResetKind
{
    /// <summary>At the task's start alone.</summary>
    Start,
    /// <summary>At states of the expert's demonstrations.</summary>
    Expert,
    /// <summary>At states of offline data from another, realizable policy.</summary>
    Offline,
    /// <summary>Where a policy cloned from expert and offline data has come to.</summary>
    CloneRollIn,
}
