namespace Forewarn.Learning.InverseRl.Retraining;

/// <summary>What a retraining is judged by; per step.</summary>
public enum RetrainMeasure
{
    /// <summary>Area under the learning curve in the learned reward: needs no knowledge of the task's own.</summary>
    LearnedArea,
    /// <summary>The learned reward over the last tenth of the roll-outs.</summary>
    LearnedLast,
    /// <summary>Area under the learning curve in the task's own reward: an upper bound where that reward is unknown.</summary>
    EarnedArea,
    /// <summary>The task's own reward over the last tenth of the roll-outs.</summary>
    EarnedLast,
}
