// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exponentialbackoff.h"

#include <QWidget>

#include <memory>

namespace Ui {
class BackoffEditor;
}

namespace holdline::widgets {

/// Lets the user choose how often to dial again after the line is lost: a preset, or figures of
/// their own.
class BackoffEditor : public QWidget
{
    Q_OBJECT

public:
    explicit BackoffEditor(QWidget *parent = nullptr);
    ~BackoffEditor() override;

    void setPolicy(const BackoffPolicy &policy);
    BackoffPolicy policy() const;
    /// What is wrong with the figures, a sentence; empty if they are valid.
    QString complaint() const;

    /// A policy in words: "Waits 1, 2, 4 … 30 s and gives up after 10 tries."
    static QString words(const BackoffPolicy &policy);

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void onPreset();
    void showFigures(const BackoffPolicy &policy);
    void refresh();

    std::unique_ptr<Ui::BackoffEditor> m_ui;
};

} // namespace holdline::widgets
