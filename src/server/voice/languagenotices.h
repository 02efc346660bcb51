// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace holdline::speech {
class Transcriber;
class Voice;
} // namespace holdline::speech

namespace holdline::server {

class Outlet;

/// Tells a client that nothing understands or speaks the language of its conversation: once for
/// each language, and again if that has changed in between. Owned by VoicePipeline; main thread.
class LanguageNotices
{
public:
    /// All must outlive this object.
    LanguageNotices(const speech::Transcriber &transcriber, const speech::Voice &voice,
                    Outlet &outlet);

    /// Call it when the user may speak. `language` is as in BCP 47; empty if none was chosen.
    void checkHearing(const QString &language);
    /// Call it when an answer may be spoken.
    void checkSpeaking(const QString &language);
    /// The client knows nothing of what was told before.
    void forget();

private:
    const speech::Transcriber &m_transcriber;
    const speech::Voice &m_voice;
    Outlet &m_outlet;
    QString m_notHeard; ///< the language that the client knows not to be understood
    QString m_notSpoken;
};

} // namespace holdline::server
