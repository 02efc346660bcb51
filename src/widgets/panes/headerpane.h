// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/callstatus.h"
#include "client/link/connectionstatus.h"
#include "client/persona/persona.h"

#include <QFrame>

#include <memory>

namespace Ui {
class HeaderPane;
}

namespace holdline::widgets {

struct ThemePalette;

/// The top of the window: the persona and the status of the line. Owned by the window.
class HeaderPane : public QFrame
{
    Q_OBJECT

public:
    explicit HeaderPane(QWidget *parent = nullptr);
    ~HeaderPane() override;

    /// `hasFailures`: the details tell of a service that does not work.
    void setPersona(const client::Persona &persona, const QString &details, bool hasFailures);
    QString personaName() const;
    void setPersonas(const std::vector<client::Persona> &personas, const QString &chosen);
    /// `clock` must outlive this.
    void setCallStatus(const client::CallStatus &status, const Clock &clock);
    void setColors(const ThemePalette &colors);
    void setStatus(const client::ConnectionStatus &status);

    bool event(QEvent *event) override;
    /// Allows any width: parts without room beside the name go below it.
    QSize minimumSizeHint() const override { return {1, QFrame::minimumSizeHint().height()}; }

Q_SIGNALS:
    /// The user clicked the mark of a connection that others can listen to.
    void settingsRequested();
    void personaChosen(const QString &id);
    void personasRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    std::unique_ptr<Ui::HeaderPane> m_ui;
};

} // namespace holdline::widgets
