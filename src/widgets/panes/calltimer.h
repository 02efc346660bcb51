// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/callstatus.h"

#include <QLabel>
#include <QTimer>

namespace holdline::widgets {

/// Shows how long the current call has lasted, as "02:05" or "1:02:05". Hidden without a call.
/// Updates once a second, and only while visible.
class CallTimer : public QLabel
{
    Q_OBJECT

public:
    explicit CallTimer(QWidget *parent = nullptr);

    /// `clock` must outlive this.
    void setStatus(const client::CallStatus &status, const Clock &clock);

    static QString words(std::chrono::seconds duration);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tick();

    const Clock *m_clock = nullptr;
    client::CallStatus m_status;
    QTimer m_timer;
};

} // namespace holdline::widgets
