// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/callstatus.h"
#include "client/link/connectionstatus.h"

#include <QFrame>

#include <memory>

namespace Ui {
class HeaderPane;
}

namespace holdline::widgets {

struct ThemePalette;

/// The top of the window: who one is talking with, and how the line is.
class HeaderPane : public QFrame
{
    Q_OBJECT

public:
    explicit HeaderPane(QWidget *parent = nullptr);
    ~HeaderPane() override;

    void setPersona(const QString &name, const QString &details);
    /// `clock` must outlive this.
    void setCallStatus(const client::CallStatus &status, const Clock &clock);
    void setColors(const ThemePalette &colors);
    void setStatus(const client::ConnectionStatus &status);

    bool event(QEvent *event) override;
    /// As narrow as can be: what has no room beside the name goes below it.
    QSize minimumSizeHint() const override { return {1, QFrame::minimumSizeHint().height()}; }

Q_SIGNALS:
    /// By a click on the mark of a line that others can listen to.
    void settingsRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    std::unique_ptr<Ui::HeaderPane> m_ui;
};

} // namespace holdline::widgets
