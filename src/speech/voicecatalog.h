// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/synthesizer.h"

#include <QObject>

namespace holdline::speech {

/// The voices that users can choose: those that the voice service lists, and those on board. Owned
/// by main(); main thread of the server.
class VoiceCatalog : public QObject
{
    Q_OBJECT

public:
    explicit VoiceCatalog(std::vector<VoiceDescription> onBoard, QObject *parent = nullptr);

    /// Those of the service come first.
    std::vector<VoiceDescription> voices() const;
    bool isOnBoard(const QString &id) const;
    /// False for all ids if the service lists no voices.
    bool isOfService(const QString &id) const;
    void setOfService(std::vector<VoiceDescription> voices);

Q_SIGNALS:
    /// Emitted when `voices()` changes.
    void changed();

private:
    std::vector<VoiceDescription> m_onBoard;
    std::vector<VoiceDescription> m_ofService;
};

} // namespace holdline::speech
