namespace Forewarn.Learning.InverseRl;

/// <summary>Which of the learner's transitions the reward model is told apart from the expert's.</summary>
public enum LearnerData
{
    /// <summary>Fresh roll-outs of the present policy: a best response.</summary>
    Latest,
    /// <summary>The optimizer's replay, the newest transitions first to last: follow the leader.</summary>
    Replay,
    /// <summary>A share of the steps of every iteration so far, kept for good.</summary>
    AllPolicies,
}
