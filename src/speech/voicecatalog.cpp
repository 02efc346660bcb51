// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/voicecatalog.h"

#include <algorithm>
#include <utility>

namespace holdline::speech {

namespace {

bool has(const std::vector<VoiceDescription> &voices, const QString &id)
{
    return std::ranges::find(voices, id, &VoiceDescription::id) != voices.end();
}

} // namespace

VoiceCatalog::VoiceCatalog(std::vector<VoiceDescription> onBoard, QObject *parent)
    : QObject(parent)
    , m_onBoard(std::move(onBoard))
{
}

std::vector<VoiceDescription> VoiceCatalog::voices() const
{
    std::vector<VoiceDescription> all = m_ofService;
    std::ranges::copy_if(m_onBoard, std::back_inserter(all),
                         [this](const VoiceDescription &voice) { return !isOfService(voice.id); });
    return all;
}

bool VoiceCatalog::isOnBoard(const QString &id) const
{
    return has(m_onBoard, id);
}

bool VoiceCatalog::isOfService(const QString &id) const
{
    return has(m_ofService, id);
}

void VoiceCatalog::setOfService(std::vector<VoiceDescription> voices)
{
    if (m_ofService == voices)
        return;
    m_ofService = std::move(voices);
    Q_EMIT changed();
}

} // namespace holdline::speech
