namespace Forewarn.RosBridge;

/// <param name="message">The subscription's one instance, read into again for the next sample: copy what is to be kept.</param>
public delegate void MessageHandler<in T>(T message, in MessageInfo info);
