// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/soundcard.h"

#include <QObject>

class QMenu;

namespace holdline::widgets {

/// Fills a menu with the devices of one direction each time it opens. Does not ask the sound system
/// before.
class DeviceMenu : public QObject
{
    Q_OBJECT

public:
    DeviceMenu(QMenu &menu, audio::Direction direction);

    /// `card` must outlive this.
    void setSoundCard(const audio::SoundCard &card) { m_card = &card; }
    /// The chosen device, even if it is missing now; empty for the system's default.
    void setChosen(const audio::Device &device) { m_chosen = device; }

Q_SIGNALS:
    void chosen(holdline::audio::Direction direction, const holdline::audio::Device &device);

private:
    void fill();
    void addEntry(const QString &text, const audio::Device &device);

    QMenu &m_menu;
    const audio::Direction m_direction;
    const audio::SoundCard *m_card = nullptr;
    audio::Device m_chosen;
};

} // namespace holdline::widgets
