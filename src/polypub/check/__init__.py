"""Checks: may this be published?"""
