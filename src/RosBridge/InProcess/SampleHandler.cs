namespace Forewarn.RosBridge.InProcess;

/// <summary>Receives a sample outside of the domain's lock; the sample is the receiver's until it returns.</summary>
internal delegate void SampleHandler(Sample sample);
