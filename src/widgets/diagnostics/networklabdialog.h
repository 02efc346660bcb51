// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/lab/networklab.h"
#include "client/link/connectionstatus.h"

#include <QDialog>

#include <memory>

namespace Ui {
class NetworkLabDialog;
}

namespace holdline::widgets {

class Theme;

/// The window of the network lab: a button for each fault, what people should see then, and a log.
/// The lab is open while this dialog exists. Not modal; deletes itself when it is closed.
class NetworkLabDialog : public QDialog
{
    Q_OBJECT

public:
    /// All must outlive this.
    NetworkLabDialog(client::NetworkLab &lab, Theme &theme, const Clock &clock, QWidget *parent);
    ~NetworkLabDialog() override;

    void setStatus(const client::ConnectionStatus &status);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectLab();
    void applyTheme();
    void update();
    void showOutlook(const QString &text);
    void append(const client::LabNote &note);

    std::unique_ptr<Ui::NetworkLabDialog> m_ui;
    client::NetworkLab &m_lab;
    Theme &m_theme;
    const Clock &m_clock;
};

} // namespace holdline::widgets
