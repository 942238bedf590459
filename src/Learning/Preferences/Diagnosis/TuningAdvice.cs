namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>What a diagnosis advises.</summary>
public enum TuningAdvice
{
    /// <summary>Too few pairs to advise anything.</summary>
    CollectMore,

    /// <summary>Direct preference optimization.</summary>
    Dpo,

    /// <summary>DPO with a KL on the policy's own draws.</summary>
    Hypo,

    /// <summary>REBEL on win rates against the policy itself; the average of its iterates.</summary>
    SelfPlayRebel,

    /// <summary>REBEL after resets to the policy's own prefixes.</summary>
    Refuel,

    /// <summary>A reward model, then an online method.</summary>
    TwoStage,
}
